import { expect, it } from "vitest";
import { commitFiles } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { readCommitMarks } from "./commit-marks";

const fakeApi = await fakeArtifactsForTests();
const content = { namespace: "acme", name: "demo", id: "repo_1" };
const other = "1".repeat(40);

const branch = (name: string, hash: string) => ({ name, hash });
const tag = (name: string, hash: string) => ({ name, hash: other, commitHash: hash, annotated: true });
const refs = (more: Partial<Parameters<typeof readCommitMarks>[0]["refs"]>) => ({
  head: "main",
  headHash: null,
  branches: [],
  tags: [],
  others: [],
  ...more,
});

it("names the default branch first, then branches and tags, as addresses name them, and counts what is too much", async () => {
  const hash = "2".repeat(40);
  const branches = [branch("a", hash), branch("main", hash), branch("v1", hash), branch("elsewhere", other)];
  const tags = [tag("v1", hash), tag("v2", hash)];
  const marks = await readCommitMarks({ content, refs: refs({ branches, tags }) }, [hash, "3".repeat(40)]);
  expect(marks).toEqual([
    {
      hash,
      refs: [
        { kind: "branch", name: "main", url: "main", isDefault: true },
        { kind: "branch", name: "a", url: "a", isDefault: false },
        { kind: "branch", name: "v1", url: "v1", isDefault: false },
        { kind: "tag", name: "v1", url: "refs/tags/v1", isDefault: false },
      ],
      moreRefs: 1,
      hasNotes: false,
    },
  ]);
});

it("marks the commits that have a note, by two calls for a ref, and by none for notes that cannot be read", async () => {
  const hash = await commitFiles(fakeApi, "main", { a: { content: "1" } });
  await fakeApi.git(["-c", "user.name=A", "-c", "user.email=a@b.c", "notes", "add", "-m", "About it", hash]);
  const notes = (await fakeApi.git(["rev-parse", "refs/notes/commits"])).trim();
  const others = [
    branch("refs/notes/commits", notes),
    branch("refs/notes/gone", other),
    branch("refs/pull/1", hash),
  ];
  fakeApi.forgetRequests();
  const ask = () => readCommitMarks({ content, refs: refs({ others }) }, [hash, other]);
  expect(await ask()).toEqual([{ hash, refs: [], moreRefs: 0, hasNotes: true }]);
  expect(fakeApi.requests).toHaveLength(3);
});
