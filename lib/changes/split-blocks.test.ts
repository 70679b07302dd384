import { expect, it } from "vitest";
import { splitBlocks } from "./split-blocks";

it.each<[string, string, string[]]>([
  ["nothing", "\n\n", []],
  ["paragraphs", "\na\nb\n\n\nc\n", ["a\nb", "c"]],
  ["line ends of Windows", "a\r\n\r\nb\r\n", ["a", "b"]],
  ["a fence", "a\n\n```js\nb\n\nc\n```\nd\n\ne", ["a", "```js\nb\n\nc\n```\nd", "e"]],
  ["a longer fence", "````\n```\n\n```\n````\n\na", ["````\n```\n\n```\n````", "a"]],
  ["a fence of tildes", "~~~\n```\n\n~~~\n\na", ["~~~\n```\n\n~~~", "a"]],
  ["a fence that never ends", "```\na\n\nb", ["```\na\n\nb"]],
  ["code in a line", "```a```\n\nb", ["```a```", "b"]],
  [
    "what belongs to a list",
    "- a\n\n  b\n\n  ```\n  c\n\n  d\n  ```\n\ne",
    ["- a\n\n  b\n\n  ```\n  c\n\n  d\n  ```", "e"],
  ],
  ["items of a list", "1. a\n\n2. b", ["1. a", "2. b"]],
  ["code that is indented", "a\n\n    b", ["a", "    b"]],
  ["a comment", "<!-- a\n\nb -->\n\nc", ["<!-- a\n\nb -->", "c"]],
  ["HTML as it is", "<pre>\na\n\nb\n</pre>\n\nc", ["<pre>\na\n\nb\n</pre>", "c"]],
  ["a formula", "$$\na\n\nb\n$$\n\nc", ["$$\na\n\nb\n$$", "c"]],
  ["front matter", "---\na: 1\n\nb: 2\n---\n\nc", ["---\na: 1\n\nb: 2\n---", "c"]],
  ["a rule", "---\na\n\nb", ["---\na", "b"]],
])("%s", (_, source, blocks) => {
  expect(splitBlocks(source)).toEqual(blocks);
});
