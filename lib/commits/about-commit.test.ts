import { expect, it } from "vitest";
import { getCommit } from "@/lib/artifacts/content";
import type { RepoRefs } from "@/lib/git/refs";
import { commitFiles } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { forgetPerProcess } from "@/lib/test-support/per-process";
import { aboutCommit } from "./about-commit";

const fakeApi = await fakeArtifactsForTests();
const content = { namespace: "acme", name: "demo", id: "repo_1" };
const source = "git:https://github.com/a/b.git";
const repo = {
  ...content,
  description: null,
  default_branch: "main",
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
  last_push_at: null,
  source,
  read_only: false,
  remote: fakeApi.remote,
};

async function openedCommit() {
  await fakeApi.git(["config", "uploadpack.allowFilter", "true"]);
  const hash = await commitFiles(fakeApi, "main", { a: { content: "1" } });
  await fakeApi.git(
    ["-c", "user.name=A", "-c", "user.email=a@b.c", "notes", "add", "-f", "-F", "-", hash],
    "A note\n",
  );
  const notes = (await fakeApi.git(["rev-parse", "refs/notes/commits"])).trim();
  const refs: RepoRefs = {
    head: "main",
    headHash: hash,
    branches: [{ name: "main", hash }],
    tags: [],
    others: [{ name: "refs/notes/commits", hash: notes }],
  };
  const commit = { ...(await getCommit(content, hash)), message: `Fix #1 of ${hash.slice(0, 7)}\n\nKey: b` };
  return { opened: { repo, refs, content }, commit };
}

it("has all of it where that comes in time", async () => {
  const { opened, commit } = await openedCommit();
  const about = await aboutCommit(opened, commit, { beside: Promise.resolve(), isEndless: true });
  expect(about).toMatchObject({
    message: { subject: commit.message.split("\n")[0], body: "", trailers: [{ key: "Key", value: "b" }] },
    links: { issuesUrl: "https://github.com/a/b/issues/" },
    facts: { author: { zone: "+0000" } },
    notes: { notes: [{ ref: "refs/notes/commits", text: "A note\n" }] },
    isWhole: true,
  });
  expect(about.links.commits.get(commit.hash.slice(0, 7))).toBe(commit.hash);
});

it("goes without what does not come, and says that this is not all", async () => {
  const { opened, commit } = await openedCommit();
  forgetPerProcess("raw-commits");
  forgetPerProcess("object-cache");
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  fakeApi.holdEach(() => held);
  const about = await aboutCommit(
    opened,
    { ...commit, hash: "1".repeat(40) },
    {
      beside: Promise.resolve(),
      isEndless: false,
    },
  );
  expect(about).toMatchObject({ facts: null, isWhole: false });
  fakeApi.holdEach(null);
  answer();
});
