import { expect, it } from "vitest";
import { commitFiles } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { commitMessage } from "@/lib/wire/answers";
import { failureBody } from "@/lib/wire/failure";
import * as messages from "./namespaces/[namespace]/repos/[repo]/messages/[hash]/route";

const fakeApi = await fakeArtifactsForTests();

const ask = (hash: string) =>
  messages.GET(new Request("http://127.0.0.1:3000/"), {
    params: Promise.resolve({ namespace: "acme", repo: "demo", hash }),
  });

it("gives what a message says below its subject, to be kept for ever, and says what is no commit", async () => {
  const first = await commitFiles(fakeApi, "main", { "a.txt": { content: "a\n" } });
  const tree = (await fakeApi.git(["rev-parse", `${first}^{tree}`])).trim();
  const who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.test"];
  const told = [...who, "commit-tree", tree, "-m", "Subject", "-m", "Why, :tada:\n- and what"];
  const response = await ask((await fakeApi.git(told)).trim());
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
  expect(commitMessage.parse(await response.json())).toEqual({ body: "Why, 🎉\n- and what" });
  for (const hash of ["main", "0".repeat(40)]) {
    const missing = await ask(hash);
    expect(missing.status).toBe(404);
    expect(failureBody.parse(await missing.json()).error.kind).toBe("not-found");
  }
});
