import { describe, expect, it } from "vitest";
import { submoduleUrls } from "./git-modules";

describe(".gitmodules", () => {
  it("gives the addresses a browser can open, without a secret in them", () => {
    const text = `[submodule "a"]\n\tpath = libs/a\n\turl = https://user:secret@example.test/a.git\n[submodule "b"]\n\turl = "http://example.test/b"\n\tpath = "libs/b c"\n`;
    expect([...submoduleUrls(text)]).toEqual([
      ["libs/a", "https://example.test/a.git"],
      ["libs/b c", "http://example.test/b"],
    ]);
  });

  it.each([
    "git@example.test:a.git",
    "../a.git",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "https://",
    "ext::sh",
  ])("links nothing to %s", (url) => {
    expect(submoduleUrls(`[submodule "a"]\npath = a\nurl = ${url}\n`).size).toBe(0);
  });
});
