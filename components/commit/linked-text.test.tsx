import { expect, it } from "vitest";
import { renderWhole } from "@/lib/test-support/render-whole";
import { LinkedText } from "./linked-text";

const hash = "abcdef0".padEnd(40, "1");
/** Without what React puts between two texts. */
const draw = async (text: string, issuesUrl: string | null = null) => {
  const html = await renderWhole(
    <LinkedText
      text={text}
      place={{ namespace: "n", repo: "r", links: { commits: new Map([["abcdef0", hash]]), issuesUrl } }}
    />,
  );
  return html.replaceAll("<!-- -->", "");
};

it("links issues where somebody says where they are", async () => {
  expect(await draw("Fix #12")).toBe("Fix #12");
  expect(await draw("Fix #12", "https://github.com/a/b/issues/")).toBe(
    'Fix <a href="https://github.com/a/b/issues/12" title="https://github.com/a/b/issues/12" rel="noopener noreferrer nofollow">#12</a>',
  );
});

it("links hashes of commits that are there", async () => {
  expect(await draw("abcdef0 abcdef1")).toBe(
    `<a href="/n/r/commit/${hash}" title="${hash}" data-nav="">abcdef0</a> abcdef1`,
  );
});

it("says on hover where an address leads that looks otherwise", async () => {
  expect(await draw("https://ex\u00e4mple.com/")).toContain('title="https://xn--exmple-cua.com/"');
  expect(await draw("https://example.com/")).not.toContain("title");
});

it("draws what is hostile as text, shows what is hidden, and keeps lines and tabs", async () => {
  expect(await draw('<b onclick="x">\n\t\u202ex')).toBe(
    '&lt;b onclick=&quot;x&quot;&gt;\n\t<bdi class="hidden-char hidden-in-name" data-name="U+202E" title="U+202E">\u202e</bdi>x',
  );
});

it("draws emoji in words, and not within addresses", async () => {
  const drawn = await draw(":tada: https://example.com/:tada:/");
  expect(drawn).toContain("🎉 ");
  expect(drawn).toContain('href="https://example.com/:tada:/"');
});
