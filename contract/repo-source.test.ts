import { expect, it, test } from "vitest";
import { forkSource, importSource, parseSource } from "./repo-source";

it("reads a fork's source", () => {
  expect(parseSource("artifacts:acme/base.line")).toEqual({
    kind: "fork",
    namespace: "acme",
    repo: "base.line",
  });
  expect(forkSource("acme", "base.line")).toBe("artifacts:acme/base.line");
});

it("reads an import's source", () => {
  const source = "git:https://github.com/expressjs/express.git";
  const url = "https://github.com/expressjs/express.git";
  expect(parseSource(source)).toEqual({ kind: "import", url });
  expect(importSource(url)).toBe(source);
});

it("names an import's source with .git at its end, once", () => {
  for (const url of ["https://h.org/a", "https://h.org/a/", "https://h.org/a.git", "https://h.org/a.git/"]) {
    expect(importSource(url)).toBe("git:https://h.org/a.git");
  }
});

test.each([
  "git:javascript:alert(1)",
  "git:http://example.com/x.git",
  "artifacts:a",
  "artifacts:a/b/c",
  "what",
])("makes no link of %s", (source) => {
  expect(parseSource(source)).toEqual({ kind: "other", source });
});
