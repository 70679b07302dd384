import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { curlCommand } from "./curl-command";

/** What curl would be called with, as bash understands the command. */
function wordsOf(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }; ${command}`;
  const out = execFileSync("bash", ["-c", script], {
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH,
      ARTIFACTS_API_TOKEN: "api",
      ARTIFACTS_REPO_TOKEN: "repo",
    },
  });
  return out.toString().split("\0").slice(0, -1);
}

test("a read carries the token by its variable, and the address exactly", () => {
  const url = "https://api.example.test/a'b/$(touch x)/[1-9]/`id`?ref=x%20y&z={a,b}";
  expect(wordsOf(curlCommand({ via: "rest", method: "GET", url, body: null }))).toEqual([
    "--globoff",
    "--header",
    "Authorization: Bearer api",
    url,
  ]);
});

test("changes carry their method and body", () => {
  const url = "https://api.example.test/tokens";
  const body = '{"repo":"it\'s"}';
  expect(wordsOf(curlCommand({ via: "rest", method: "POST", url, body }))).toEqual(
    expect.arrayContaining(["--data-binary", body]),
  );
  expect(wordsOf(curlCommand({ via: "rest", method: "DELETE", url, body: null }))).toEqual(
    expect.arrayContaining(["--request", "DELETE"]),
  );
});

test("what Git asks keeps its line feeds and every byte", () => {
  const body = "0014command=ls-refs\n0001it's \\n é0000";
  const words = wordsOf(
    curlCommand({ via: "git", method: "POST", url: "https://git.example.test/r.git", body }),
  );
  expect(words).toEqual(expect.arrayContaining(["x:repo", "--data-binary", body, "Git-Protocol: version=2"]));
});
