import { describe, expect, it } from "vitest";
import { refUrlNames } from "./ref-url-names";
import { resolveRefPath } from "./resolve-ref";

const names = {
  branches: ["main", "both", "v1/rc", "release", "refs/tags/main", "refs/heads/main", "a".repeat(40), "HEAD"],
  tags: ["both", "v1", "release/1", "plain", "refs/heads/both", "refs/tags/v1", "b".repeat(40)],
};
const hashOf = (kind: string, name: string) =>
  Buffer.from(`${kind}${name}`.padEnd(20).slice(-20)).toString("hex");
const refs = {
  head: "main",
  headHash: hashOf("branch", "main"),
  branches: names.branches.map((name) => ({ name, hash: hashOf("branch", name) })),
  tags: names.tags.map((name) => {
    const hash = hashOf("tag", name);
    return { name, hash, commitHash: hash, annotated: false };
  }),
};

describe("a spelt ref", () => {
  const spell = refUrlNames(refs);

  it("is short where nothing is in its way", () => {
    expect(spell.branch("main")).toBe("main");
    expect(spell.branch("both")).toBe("both");
    expect(spell.tag("plain")).toBe("plain");
    expect(spell.tag("release/1")).toBe("release/1");
  });

  it("leads to its own ref whatever path follows", () => {
    const paths = [[], ["rc"], ["1"], ["rc", "x"], ["1", "x"], ["both"]];
    for (const path of paths) {
      for (const { name, hash } of refs.branches) {
        const found = resolveRefPath(refs, [...spell.branch(name).split("/"), ...path]);
        expect(found, `branch ${name} at ${path.join("/")}`).toMatchObject({
          ref: { kind: "branch", commitHash: hash },
          path,
        });
      }
      for (const { name, hash } of refs.tags) {
        const found = resolveRefPath(refs, [...spell.tag(name).split("/"), ...path]);
        expect(found, `tag ${name} at ${path.join("/")}`).toMatchObject({
          ref: { kind: "tag", commitHash: hash },
          path,
        });
      }
    }
  });

  it("of a commit is its hash, and can mean nothing else where a ref is called so", () => {
    expect(spell.commit("c".repeat(40))).toBe("c".repeat(40));
    for (const hash of ["a".repeat(40), "b".repeat(40)]) {
      expect(resolveRefPath(refs, [hash, "x"])?.ref.kind).not.toBe("commit");
      expect(resolveRefPath(refs, [spell.commit(hash), "x"])).toMatchObject({
        ref: { kind: "commit", commitHash: hash },
        path: ["x"],
      });
    }
  });
});
