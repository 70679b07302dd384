import { expect, test } from "vitest";
import { httpsRemoteOf, isWholeRemote, repoNameOf } from "./remote-spelling";

test.each([
  ["https://github.com/expressjs/express", "https://github.com/expressjs/express"],
  ["https://github.com/expressjs/express.git", "https://github.com/expressjs/express.git"],
  [
    "  https://github.com/expressjs/express/tree/master/lib?tab=readme#top ",
    "https://github.com/expressjs/express",
  ],
  ["git@github.com:expressjs/express.git", "https://github.com/expressjs/express.git"],
  ["ssh://git@gitlab.com:22/group/sub/project.git", "https://gitlab.com/group/sub/project.git"],
  ["https://gitlab.com/group/sub/project/-/blob/main/README.md", "https://gitlab.com/group/sub/project"],
  ["git://example.org/x.git", "https://example.org/x.git"],
  ["http://example.org/x", "https://example.org/x"],
  ["github.com/expressjs/express", "https://github.com/expressjs/express"],
  ["https://git.example.org:8443/a/b.git/", "https://git.example.org:8443/a/b.git"],
  ["https://user:secret@example.org/a/b", "https://example.org/a/b"],
])("%s means %s", (spelled, remote) => {
  expect(httpsRemoteOf(spelled)).toBe(remote);
});

test.each([
  "",
  "   ",
  "https://github.com",
  "javascript:alert(1)",
  "file:///etc/passwd",
  "two words",
  "ext::sh -c x",
])("%j is no address", (spelled) => {
  expect(httpsRemoteOf(spelled)).toBeNull();
});

test.each([
  ["https://github.com/expressjs/express.git", "express"],
  ["https://example.org/a/.hidden thing", "hidden-thing"],
  ["https://example.org/a/~ü", ""],
])("%s suggests the name %j", (remote, name) => {
  expect(repoNameOf(remote)).toBe(name);
});

test.each([
  ["https://github.com/owner", false],
  ["https://github.com/owner/repo", true],
  ["https://gitlab.com/group", false],
  ["https://example.org/x.git", true],
])("%s is whole: %s", (remote, isWhole) => {
  expect(isWholeRemote(remote)).toBe(isWhole);
});
