import { expect, it } from "vitest";
import { submodulePage } from "./submodule-page";

const hash = "0123456789abcdef0123456789abcdef01234567";
const pageOf = (url: string, remote = "https://artifacts.example.test/git/acme/app.git") =>
  submodulePage({ url, commitHash: hash, remote });

it.each([
  ["../sublib.git", `/acme/sublib/tree/${hash}`],
  ["./../sublib", `/acme/sublib/tree/${hash}`],
  ["../../other/lib.git/", `/other/lib/tree/${hash}`],
  ["https://artifacts.example.test/git/other/lib.git", `/other/lib/tree/${hash}`],
  ["https://x:art_v1_secret@artifacts.example.test/git/other/lib.git", `/other/lib/tree/${hash}`],
  [
    "https://artifacts.example.test/git/other/lib/more.git",
    "https://artifacts.example.test/git/other/lib/more",
  ],
  ["https://artifacts.example.test/elsewhere/lib.git", "https://artifacts.example.test/elsewhere/lib"],
  ["git@github.com:o/r.git", `https://github.com/o/r/tree/${hash}`],
  ["git@github.com:/o/r.git", `https://github.com/o/r/tree/${hash}`],
  ["github.com:o/r", `https://github.com/o/r/tree/${hash}`],
  ["ssh://git@ssh.github.com:443/o/r.git", `https://github.com/o/r/tree/${hash}`],
  ["git://github.com/o/r.git", `https://github.com/o/r/tree/${hash}`],
  ["http://github.com/o/r/", `https://github.com/o/r/tree/${hash}`],
  ["https://github.com/o", "https://github.com/o"],
  ["https://gitlab.com/g/sub/r.git", `https://gitlab.com/g/sub/r/-/tree/${hash}`],
  ["git@bitbucket.org:o/r.git", `https://bitbucket.org/o/r/src/${hash}`],
  ["https://codeberg.org/o/r.git", `https://codeberg.org/o/r/src/commit/${hash}`],
  ["https://git.sr.ht/~o/r", `https://git.sr.ht/~o/r/tree/${hash}`],
  ["git@git.example.test:deep/er/r.git", "https://git.example.test/deep/er/r"],
  ["ssh://git@git.example.test:2222/o/r.git", "https://git.example.test/o/r"],
  ["http://git.example.test:8080/o/r.git", "http://git.example.test:8080/o/r"],
  [
    "https://user:secret@git.example.test/o/r.git?private_token=secret#secret",
    "https://git.example.test/o/r",
  ],
  ["https://constructor/o/r.git", "https://constructor/o/r"],
])("%s can be read at %s", (url, page) => {
  expect(pageOf(url)).toBe(page);
});

it.each([
  "javascript:alert(1)",
  "javascript://example.test/%0aalert(1)",
  "file:///etc/passwd",
  "ext::sh -c touch% /tmp/x",
  "data:text/html,x",
  "/srv/git/r.git",
  "C:\\repos\\r",
  "../../../../evil.test/r",
  "-oProxyCommand=x",
  "ssh://-oProxyCommand=x/r",
  "ssh://host.test/~me/r",
  "https://",
  "https:///evil.test/r",
  "https://example.test/",
  "https://example.test/a\nb",
  "https://example.test/a%0ab",
  "https://example.test/a\tb",
  "https://exam\u202eple.test/a",
  "https://example.test\\@evil.test/a",
  "https://exam ple.test/a",
  "alias:o/r",
  `https://example.test/${"a".repeat(3_000)}`,
  "",
  "..",
])("%j leads nowhere", (url) => {
  expect(pageOf(url)).toBeNull();
});

it("resolves nothing where the remote is none", () => {
  expect(pageOf("../lib.git", "no remote")).toBeNull();
  expect(pageOf("https://example.test/lib.git", "no remote")).toBe("https://example.test/lib");
});
