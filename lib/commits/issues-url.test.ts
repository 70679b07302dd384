import { expect, it } from "vitest";
import { issuesUrl } from "./issues-url";

it.each([
  ["git:https://github.com/a/b.git", "https://github.com/a/b/issues/"],
  ["git:https://user@github.com/a/b", "https://github.com/a/b/issues/"],
  ["git:https://gitlab.com/a/b/c.git", "https://gitlab.com/a/b/c/-/issues/"],
  ["git:https://codeberg.org/a/b.git", "https://codeberg.org/a/b/issues/"],
  ["git:https://bitbucket.org/a/b.git", "https://bitbucket.org/a/b/issues/"],
  ["git:https://github.com.evil.example/a/b.git", null],
  ["git:https://github.com/a.git", null],
  ["git:https://github.com:8443/a/b.git", null],
  ["git:https://constructor/a/b.git", null],
  ["git:javascript:alert(1)", null],
  ["artifacts:ns/repo", null],
  [null, null],
])("the issues of %s are at %s", (source, url) => {
  expect(issuesUrl(source)).toBe(url);
});
