import rehypeRaw from "rehype-raw";
import { unified } from "unified";
import { expect, test } from "vitest";
import { staticHtml } from "./static-html";

const awkward = [
  "plain",
  "",
  "/a/b/",
  "/a/",
  "two words",
  "tab\tand\nline",
  "a=b",
  "`",
  "'",
  '"',
  `"'>`,
  "<b>",
  "a>b",
  "a&b;c&amp;d",
  "&quot;",
  "https://x.test/?q=1&r=%20#f",
  'x" onclick="alert(1)',
  "x onclick=alert(1)",
  "\u202e",
  "é",
  "data:image/svg+xml,%3Csvg/%3E",
];

test("the HTML says in fewer bytes what was drawn, whatever the texts hold", async () => {
  const { html } = await staticHtml(null, () => (
    <>
      {awkward.map((text) => (
        <a key={text} href={`/${text}`} title={text}>
          <wbr title={text} /> {text} ="{text}"
        </a>
      ))}
    </>
  ));
  const parsed = unified()
    .use(rehypeRaw)
    .runSync({ type: "root", children: [{ type: "raw", value: html }] });
  const links = parsed.children.map((link) => {
    if (link.type !== "element") return link;
    const [empty, ...texts] = link.children;
    const text = texts.map((each) => (each.type === "text" ? each.value : each)).join("");
    return { link: link.properties, empty: empty?.type === "element" ? empty.properties : empty, text };
  });
  expect(links).toEqual(
    awkward.map((text) => ({
      link: { href: `/${text}`, title: text },
      empty: { title: text },
      text: ` ${text} ="${text}"`,
    })),
  );
});
