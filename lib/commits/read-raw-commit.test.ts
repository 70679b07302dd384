import { expect, it } from "vitest";
import { openHistory } from "@/lib/history/open-history";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { forgetPerProcess } from "@/lib/test-support/per-process";
import { readRawCommit } from "./read-raw-commit";

const fakeApi = await fakeArtifactsForTests();
const content = { namespace: "acme", name: "demo", id: "repo_1" };

async function makeCommit(lines: string[], encoding: "utf8" | "latin1" = "utf8"): Promise<string> {
  const { git } = fakeApi;
  const tree = (await git(["mktree"], "")).trim();
  const text = [`tree ${tree}`, ...lines, "", "Subject\n"].join("\n");
  const hash = await git(
    ["hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
    Buffer.from(text, encoding),
  );
  await git(["update-ref", "refs/heads/main", hash.trim()]);
  return hash.trim();
}

it("reads zones, signature and encoding over Git's own protocol, once", async () => {
  await fakeApi.git(["config", "uploadpack.allowFilter", "true"]);
  const hash = await makeCommit(
    [
      "author J\u00f6rg <j@x.y> 1700000000 +0545",
      "committer B <b@x.y> 1700000100 -0330",
      "encoding ISO-8859-1",
      "gpgsig -----BEGIN SSH SIGNATURE-----",
      " abc",
    ],
    "latin1",
  );
  const [facts, again] = await Promise.all([
    readRawCommit(content, fakeApi.remote, hash),
    readRawCommit(content, fakeApi.remote, hash),
  ]);
  expect(facts).toMatchObject({
    author: { name: "Jörg", zone: "+0545" },
    committer: { zone: "-0330" },
    encoding: "ISO-8859-1",
    signedWith: "SSH",
  });
  expect(again).toBe(facts);
  expect(fakeApi.requestsTo("/git-upload-pack")).toHaveLength(1);
  fakeApi.forgetRequests();
  await readRawCommit(content, fakeApi.remote, hash);
  expect(fakeApi.requests).toEqual([]);
});

it("asks for nothing where the history is at hand", async () => {
  await fakeApi.git(["config", "uploadpack.allowFilter", "true"]);
  const hash = await makeCommit(["author A <a@x.y> 1 +0900", "committer A <a@x.y> 1 +0900"]);
  await openHistory({ content, remote: fakeApi.remote }, [hash]);
  fakeApi.forgetRequests();
  expect((await readRawCommit(content, fakeApi.remote, hash))?.author?.zone).toBe("+0900");
  expect(fakeApi.requests).toEqual([]);
});

it("is null for what is not there, and for a while does not ask again", async () => {
  expect(await readRawCommit(content, fakeApi.remote, "0".repeat(40))).toBeNull();
  fakeApi.forgetRequests();
  expect(await readRawCommit(content, fakeApi.remote, "0".repeat(40))).toBeNull();
  expect(fakeApi.requests).toEqual([]);
});

it("is null where the remote would send the files along, and asks for nothing", async () => {
  await fakeApi.git(["config", "uploadpack.allowFilter", "false"]);
  forgetPerProcess("filter-support");
  const hash = await makeCommit(["author A <a@x.y> 1 +0000", "committer A <a@x.y> 1 +0000"]);
  expect(await readRawCommit(content, fakeApi.remote, hash)).toBeNull();
  expect(fakeApi.requestsTo("/git-upload-pack")).toEqual([]);
});

it("never fails: nor where the remote is no address", async () => {
  expect(await readRawCommit(content, "not an address", "1".repeat(40))).toBeNull();
});
