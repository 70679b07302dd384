import { expect, it } from "vitest";
import { linkMessage } from "./link-message";

const linksOf = (text: string) => linkMessage(text).filter(({ kind }) => kind !== "text");
const urlsOf = (text: string) => linksOf(text).flatMap((part) => (part.kind === "url" ? [part.text] : []));

it.each([
  ["See https://example.com/a.", ["https://example.com/a"]],
  ["(https://example.com/a)", ["https://example.com/a"]],
  ["(see https://example.com/a_(b))", ["https://example.com/a_(b)"]],
  ["https://en.example.org/wiki/A_(b), and more", ["https://en.example.org/wiki/A_(b)"]],
  ["[https://example.com/?a[]=1]", ["https://example.com/?a[]=1"]],
  ["<https://example.com/>", ["https://example.com/"]],
  ["“https://example.com/?q=1&r=2#there”!", ["https://example.com/?q=1&r=2#there"]],
  ["見るhttps://example.com/あ。次", ["https://example.com/あ"]],
  ["https://example.com/a-long-addr…", []],
  ["*https://example.com/*", ["https://example.com/"]],
  ["https://a.example https://b.example", ["https://a.example", "https://b.example"]],
  ["HTTP://EXAMPLE.COM/A", ["HTTP://EXAMPLE.COM/A"]],
  ["https://example.com/\u202egnp.exe", ["https://example.com/"]],
  ["https://example.com/a\u200bb", ["https://example.com/a"]],
  ["javascript:alert(1) data:text/html,x file:///etc/passwd ftp://x.y //x.y", []],
  ["javascript:https://example.com/%0aalert(1)", ["https://example.com/%0aalert(1)"]],
  ["https://bank.example@elsewhere.example/", []],
  ["https:// http://. https://[", []],
  [`https://example.com/${"a".repeat(3_000)}`, []],
])("the addresses of %j", (text, urls) => {
  expect(urlsOf(text)).toEqual(urls);
});

it.each([
  ["Fixes abcdef0.", ["abcdef0"]],
  ["abc1234..def5678", ["abc1234", "def5678"]],
  ["(a".concat("b".repeat(39), ")"), ["a".concat("b".repeat(39))]],
  ["a".repeat(41), []],
  ["abcdef", []],
  ["v1.2-3-gabcdef0", []],
  ["ABCDEF0 defaced", ["defaced"]],
  ["xabcdef0 abcdef0x a-abcdef0", []],
])("the hashes of %j", (text, hashes) => {
  expect(linksOf(text)).toEqual(hashes.map((hash) => ({ kind: "hash", text: hash })));
});

it.each([
  ["Fix #12, (#3) and #4.", ["12", "3", "4"]],
  ["a#1 ##2 #0 #x &#39; /#5 #6a", []],
])("the issues of %j", (text, numbers) => {
  expect(linksOf(text)).toEqual(numbers.map((number) => ({ kind: "issue", text: `#${number}`, number })));
});

it("what stands within an address is of it", () => {
  expect(linksOf("https://example.com/abcdef0#12")).toMatchObject([{ kind: "url" }]);
});

it("together the pieces are the text", () => {
  const text = "a https://b.example/(c). #1\n<script>abcdef0</script> \u202e #2";
  expect(
    linkMessage(text)
      .map((part) => part.text)
      .join(""),
  ).toBe(text);
});

it("stops at a thousand links, and takes a time that grows with the text alone", () => {
  const many = linkMessage("#1 ".repeat(5_000));
  expect(many.filter(({ kind }) => kind === "issue")).toHaveLength(1_000);
  for (const bad of [
    "https://".repeat(3_000),
    `https://a.b/${"(".repeat(20_000)}`,
    `https://a.b/${")".repeat(20_000)}`,
  ])
    expect(
      linkMessage(bad)
        .map((part) => part.text)
        .join(""),
    ).toBe(bad);
});
