import { expect, test } from "vitest";
import { keptTrail, readCallTrail } from "@/lib/artifacts/call-trail";
import { createPageRequest, withPageRequest } from "@/lib/process/page-request";
import { commitFiles } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { keepAnswer } from "./keep-answer";
import { openPath } from "./open-path";

const fakeApi = await fakeArtifactsForTests();

const inRequest = <T>(work: () => Promise<T>, request = newRequest()) => withPageRequest(request, work);
const newRequest = () => createPageRequest({ isDocument: true, isReading: true });

/** A page of the repo, made once: what it says of how long it holds. */
async function made() {
  const request = newRequest();
  await inRequest(
    async () => keepAnswer("acme", "demo", await openPath("acme", "demo", "main/a.txt")),
    request,
  );
  return request;
}

test("a page holds until the repo's refs or its record change, and tells the calls that asking took", async () => {
  await commitFiles(fakeApi, "main", { "a.txt": { content: "one" } });
  const request = await made();
  const again = await inRequest(async () => request.holds?.());
  const calls = keptTrail(again ?? "")?.calls ?? [];
  expect(
    calls
      .filter(({ via }) => via !== "memory")
      .map(({ via }) => via)
      .sort(),
  ).toEqual(["git", "rest"]);
  // What its first making had read is named as what was here.
  expect(calls.filter(({ via, url }) => via === "memory" && url.includes("/tree/"))).not.toEqual([]);

  await commitFiles(fakeApi, "main", { "a.txt": { content: "two" } });
  expect(await inRequest(async () => request.holds?.())).toBeNull();
  const next = await made();
  expect(await inRequest(async () => next.holds?.())).not.toBeNull();
});

test("what a kept page was asked about is not asked again for the page that takes its place", async () => {
  const request = await made();
  await commitFiles(fakeApi, "main", { "a.txt": { content: "three" } });
  const asked = await inRequest(async () => {
    expect(await request.holds?.()).toBeNull();
    const place = await openPath("acme", "demo", "main/a.txt");
    keepAnswer("acme", "demo", place);
    return readCallTrail().calls;
  });
  expect(asked.filter(({ via }) => via === "git")).toHaveLength(1);
  expect(asked.filter(({ url }) => url.endsWith("/repos/demo"))).toHaveLength(1);
});

test("a call that has not ended well makes an answer provisional", async () => {
  const request = newRequest();
  const end = request.beginCall();
  expect(request.isProvisional()).toBe(true);
  end();
  end();
  expect(request.isProvisional()).toBe(false);
  request.setProvisional();
  expect(request.isProvisional()).toBe(true);
});
