import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { highlight } from "@/lib/highlight/highlight";
import { CodeLines } from "./code-lines";

const code = 'const a = "<b>";\n\n\tgo(a && b);\n';

async function html() {
  const { lines } = await highlight({ code, language: "ts" });
  return renderToStaticMarkup(<CodeLines lines={lines} label="a.ts" />);
}

test("every line is one element with an anchor, only colour adds elements", async () => {
  const page = await html();
  expect([...page.matchAll(/<span id="(L\d+)" data-n="(\d+)">/g)].map(([, id, n]) => [id, n])).toEqual([
    ["L1", "1"],
    ["L2", "2"],
    ["L3", "3"],
  ]);
  expect(page).toContain(
    '<span id="L1" data-n="1"><span class="t2">const</span> a = <span class="t3">&quot;&lt;b&gt;&quot;</span>;\n</span><span id="L2" data-n="2">\n</span>',
  );
});

test("the text of the lines is the file, line feeds included, without the numbers", async () => {
  const text = (await html())
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
  expect(text).toBe(code);
});
