import { expect, it } from "vitest";
import { RefSnapshot } from "./ref-snapshot";
import { zeroHash } from "./repo-storage";

const hash = "1".repeat(40);

it("finds refs in each other's way, as they come and go", () => {
  const refs = new RefSnapshot("refs/heads/main", new Map([["refs/heads/a/b", hash]]));
  expect(refs.conflictOf("refs/heads/a")).toBe("refs/heads/a/…");
  expect(refs.conflictOf("refs/heads/a/b/c")).toBe("refs/heads/a/b");
  expect(refs.conflictOf("refs/heads/a/c")).toBeNull();
  expect(refs.conflictOf("refs/heads/ab")).toBeNull();
  refs.set("refs/heads/a/c", hash);
  refs.set("refs/heads/a/b", zeroHash);
  expect(refs.conflictOf("refs/heads/a")).not.toBeNull();
  refs.set("refs/heads/a/c", zeroHash);
  refs.set("refs/heads/a/c", zeroHash);
  expect(refs.conflictOf("refs/heads/a")).toBeNull();
  expect(refs.count).toBe(0);
});

it("copies without a tie to the original", () => {
  const refs = new RefSnapshot("refs/heads/main", new Map([["refs/heads/a", hash]]));
  const copy = refs.copy();
  copy.set("refs/heads/b", hash);
  expect(refs.get("refs/heads/b")).toBeNull();
  expect(copy.sorted()).toEqual([
    ["refs/heads/a", hash],
    ["refs/heads/b", hash],
  ]);
});
