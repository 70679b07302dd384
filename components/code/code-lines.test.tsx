import { expect, test } from "vitest";
import { highlightChunks } from "@/lib/highlight/highlight";
import { renderWhole } from "@/lib/test-support/render-whole";
import { CodeLines } from "./code-lines";

const code = 'const a = "<b>";\n\n\tgo(a && b);\n';

async function html(text: string, hasHidden = false) {
  const chunked = highlightChunks({ owner: "repo", code: text, language: "ts" });
  // A page waits for colours only so long, and a busy machine may take longer.
  await Promise.all(chunked.chunks.map(({ codes }) => codes));
  return renderWhole(<CodeLines code={chunked} label="a.ts" permalink="/a" hasHidden={hasHidden} />);
}

test("every line is one element with an anchor, only colour adds elements", async () => {
  const page = await html(code);
  expect([...page.matchAll(/<b id=(L\d+)>/g)].map(([, id]) => id)).toEqual(["L1", "L2", "L3"]);
  expect(page).toContain(
    "<b id=L1><i class=t2>const</i> a = <i class=t3>&quot;&lt;b&gt;&quot;</i>;\n</b><b id=L2>\n</b>",
  );
});

test("the text of the lines is the file, line feeds included, without the numbers", async () => {
  const text = (await html(code))
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
  expect(text).toBe(code);
});

test("a hidden character is named and stands in a box of its own, in coloured text too", async () => {
  const page = await html('const a = "x\u202ey";\n', true);
  expect(page).toContain(
    "<i class=t3>&quot;x</i><bdi class=hidden-char data-name=U+202E title=U+202E>\u202e</bdi><i class=t3>y&quot;</i>",
  );
});

test("of a long file all lines are there, the beginning in colour", async () => {
  const page = await html(
    Array.from({ length: 3000 }, (_, index) => `const a${index} = "<${index}>";`).join("\n"),
  );
  expect(page).toContain("<b id=L1><i class=t2>const</i>");
  expect(page).toContain("<b id=L2999>const a2998 = &quot;&lt;2998&gt;&quot;;\n</b>");
  expect([...page.matchAll(/<b id=L/g)]).toHaveLength(3000);
});
