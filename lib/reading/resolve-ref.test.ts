import { describe, expect, it } from "vitest";
import { resolveHead, resolveRefPath } from "./resolve-ref";

const hash = (digit: string) => digit.repeat(40);
const refs = {
  head: "main",
  headHash: hash("a"),
  branches: [
    { name: "main", hash: hash("a") },
    { name: "feature/one", hash: hash("b") },
    { name: "both", hash: hash("c") },
    { name: hash("d"), hash: hash("e") },
  ],
  tags: [
    { name: "both", hash: hash("1"), commitHash: hash("1"), annotated: false },
    { name: "v1", hash: hash("2"), commitHash: hash("3"), annotated: true },
    { name: "v1/rc", hash: hash("4"), commitHash: hash("4"), annotated: false },
  ],
};

describe("resolveRefPath", () => {
  it.each([
    ["main", "branch", "main", hash("a"), []],
    ["main/src/a.ts", "branch", "main", hash("a"), ["src", "a.ts"]],
    ["feature/one/x", "branch", "feature/one", hash("b"), ["x"]],
    ["v1/x", "tag", "v1", hash("3"), ["x"]],
    ["v1/rc/x", "tag", "v1/rc", hash("4"), ["x"]],
    ["both", "branch", "both", hash("c"), []],
    ["HEAD/x", "branch", "main", hash("a"), ["x"]],
    [`${hash("2")}/x`, "commit", hash("2"), hash("3"), ["x"]],
    [`${hash("f")}/x`, "commit", hash("f"), hash("f"), ["x"]],
    [`${hash("d")}/x`, "branch", hash("d"), hash("e"), ["x"]],
    [`${hash("d")}^0/x`, "commit", `${hash("d")}^0`, hash("d"), ["x"]],
    ["refs/tags/both/x", "tag", "refs/tags/both", hash("1"), ["x"]],
    ["refs/heads/both/x", "branch", "refs/heads/both", hash("c"), ["x"]],
    ["refs/tags/v1/x", "tag", "refs/tags/v1", hash("3"), ["x"]],
  ])("reads %s", (text, kind, name, commitHash, path) => {
    expect(resolveRefPath(refs, text.split("/"))).toEqual({ ref: { kind, name, commitHash }, path });
  });

  it("reads a ref whose slash came encoded, in one segment", () => {
    expect(resolveRefPath(refs, ["feature/one", "x"])?.ref.name).toBe("feature/one");
  });

  it.each([
    "feature",
    "main~1",
    "nope",
    hash("f").slice(1),
    hash("F"),
    "main^0",
    `${hash("f")}^1`,
    "",
    "head",
  ])("finds nothing for %j", (text) => {
    expect(resolveRefPath(refs, text.split("/"))).toBeNull();
  });

  it("finds nothing when there are no segments", () => {
    expect(resolveRefPath(refs, [])).toBeNull();
  });
});

describe("beside a branch and a tag called HEAD", () => {
  const odd = {
    ...refs,
    branches: [...refs.branches, { name: "HEAD", hash: hash("7") }],
    tags: [...refs.tags, { name: "HEAD", hash: hash("8"), commitHash: hash("8"), annotated: false }],
  };

  it("HEAD is HEAD, as Git has it, and each of them has its own name", () => {
    expect(resolveRefPath(odd, ["HEAD", "x"])?.ref).toMatchObject({ name: "main", commitHash: hash("a") });
    expect(resolveRefPath(odd, ["refs", "heads", "HEAD"])?.ref.commitHash).toBe(hash("7"));
    expect(resolveRefPath(odd, ["refs", "tags", "HEAD"])?.ref.commitHash).toBe(hash("8"));
  });

  it("where HEAD leads nowhere yet, the branch is what the name means", () => {
    const unborn = { ...odd, head: "trunk", headHash: null };
    expect(resolveRefPath(unborn, ["HEAD"])?.ref.commitHash).toBe(hash("7"));
  });
});

describe("resolveHead", () => {
  it("is null while the default branch has no commit", () => {
    const unborn = { head: "trunk", headHash: null, branches: refs.branches, tags: [] };
    expect(resolveHead(unborn)).toBeNull();
    expect(resolveRefPath(unborn, ["HEAD"])).toBeNull();
  });

  it("is a commit when HEAD is detached", () => {
    expect(resolveHead({ ...refs, head: null })).toEqual({
      kind: "commit",
      name: hash("a"),
      commitHash: hash("a"),
    });
  });
});
