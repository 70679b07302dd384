import { expect, test } from "vitest";
import { parseSource } from "./source-chain";

test("reads a fork's source", () => {
  expect(parseSource("artifacts:acme/base.line")).toEqual({
    kind: "repo",
    namespace: "acme",
    repo: "base.line",
    isGone: false,
  });
});

test("reads an import's source", () => {
  expect(parseSource("git:https://github.com/expressjs/express.git")).toEqual({
    kind: "import",
    url: "https://github.com/expressjs/express.git",
  });
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
