import { expect, test } from "vitest";
import { resolveImage, resolveLink } from "./resolve-url";

const place = { namespace: "acme", repo: "app", refName: "v1.0", directory: "docs/guide" };
const link = (href: string) => resolveLink(href, place)?.url;
const image = (src: string) => resolveImage(src, place)?.url;

test.each([
  ["x.md", "/acme/app/blob/v1.0/docs/guide/x.md"],
  ["./x.md", "/acme/app/blob/v1.0/docs/guide/x.md"],
  ["../x.md", "/acme/app/blob/v1.0/docs/x.md"],
  ["../../../../x.md", "/acme/app/blob/v1.0/x.md"],
  ["%2e%2e/x.md", "/acme/app/blob/v1.0/docs/x.md"],
  ["/x.md", "/acme/app/blob/v1.0/x.md"],
  ["/", "/acme/app/tree/v1.0"],
  ["..", "/acme/app/tree/v1.0/docs"],
  ["src/", "/acme/app/tree/v1.0/docs/guide/src"],
  ["100%.md", "/acme/app/blob/v1.0/docs/guide/100%25.md"],
  ["a.ts#L3", "/acme/app/blob/v1.0/docs/guide/a.ts#L3"],
  ["a.md#Set%20up", "/acme/app/blob/v1.0/docs/guide/a.md#user-content-Set%20up"],
  ["a.ts?x=1", "/acme/app/blob/v1.0/docs/guide/a.ts"],
  ["a.md#L3C1-L4", "/acme/app/blob/v1.0/docs/guide/a.md#L3C1-L4"],
  ["nb.ipynb#My-Heading", "/acme/app/blob/v1.0/docs/guide/nb.ipynb#user-content-My-Heading"],
  ["./#usage", "/acme/app/tree/v1.0/docs/guide#user-content-usage"],
  ["../more/#usage", "/acme/app/tree/v1.0/docs/more#user-content-usage"],
  ["/#usage", "/acme/app/tree/v1.0#user-content-usage"],
  ["#", "#"],
  ["#set-up", "#user-content-set-up"],
  ["#user-content-set-up", "#user-content-set-up"],
  ["//x.test/a", "https://x.test/a"],
  ["mailto:a@x.test", "mailto:a@x.test"],
  ["\\\\x.test\\a", "https://x.test/a"],
  ["/\t/x.test", "https://x.test/"],
])("the link %j leads to %s", (href, url) => {
  expect(link(href)).toBe(url);
});

test.each([
  "javascript:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,x",
  "file:///etc/passwd",
  "http://",
  "1:2",
])("the link %j leads nowhere", (href) => {
  expect(resolveLink(href, place)).toBeNull();
});

test("images are raw bytes at the same ref, or another site's", () => {
  expect(image("../a b.png?raw=true")).toBe("/acme/app/raw/v1.0/docs/a%20b.png");
  expect(resolveImage("https://x.test/a.png", place)?.kind).toBe("external");
  expect(resolveImage("mailto:a@x.test", place)).toBeNull();
  expect(resolveImage("", place)).toBeNull();
});
