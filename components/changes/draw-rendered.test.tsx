import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { BlockChange } from "@/lib/changes/block-change";
import type { FileChange } from "@/lib/changes/file-change";
import { drawRendered } from "./draw-rendered";

const place = {
  namespace: "acme",
  repo: "app",
  baseAt: { namespace: "acme", repo: "origin" },
  base: "1".repeat(40),
  head: "2".repeat(40),
};

const change: FileChange = {
  path: "docs/new.md",
  oldPath: "old/name.md",
  status: "renamed",
  before: { mode: "100644", hash: "3".repeat(40) },
  after: { mode: "100644", hash: "4".repeat(40) },
  others: [],
  percent: 90,
};

async function draw(...blocks: BlockChange[]): Promise<string> {
  const { drawn } = await drawRendered(place, change, blocks);
  return renderToStaticMarkup(drawn);
}

it("links lead to the side that their block is from", async () => {
  const source = "[there](there.md)";
  expect(await draw({ kind: "added", source })).toContain(`/acme/app/blob/${place.head}/docs/there.md`);
  expect(await draw({ kind: "removed", source })).toContain(`/acme/origin/blob/${place.base}/old/there.md`);
});

it("a changed block is there twice, with its words marked, and says so in words", async () => {
  const html = await draw({ kind: "changed", before: "It *was* fine.", after: "It *is* fine." });
  expect(html).toMatch(
    /Removed.*<em><mark class="changed">was<\/mark><\/em>.*Added.*<em><mark class="changed">is</s,
  );
});

it("what would not be seen is shown as it is written", async () => {
  const html = await draw({ kind: "added", source: "<!-- a <b> -->" });
  expect(html).toContain('<pre class="code-block">&lt;!-- a &lt;b&gt; --&gt;</pre>');
});

it.each([
  "<script>alert(1)</script>",
  '<img src=x onerror="alert(1)">',
  "[a](javascript:alert(1))",
  '</div></section><iframe src="https://example.com"></iframe>',
  '<mark class="changed">a</mark> <style>* { display: none }</style>',
  "<!-- </pre><script>alert(1)</script> -->",
])("%s does nothing, in any block", async (source) => {
  const html = await draw(
    { kind: "added", source },
    { kind: "changed", before: `one two ${source}`, after: `one three ${source}` },
    { kind: "left-out", source, count: 1 },
  );
  expect(html).not.toMatch(/<(?:script|iframe|style)|<[^>]*\son\w+=|<[^>]*javascript:/i);
  expect(html.match(/<div\b/g)?.length).toBe(html.match(/<\/div>/g)?.length);
});
