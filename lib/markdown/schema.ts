import { defaultSchema, type Options } from "rehype-sanitize";
import { idPrefix } from "./fragment";

/** The five alerts of GitHub. */
export const alertKinds = ["note", "tip", "important", "warning", "caution"] as const;

/**
 * What may stand in rendered Markdown. GitHub's list (the default of rehype-sanitize), less what it keeps for forms, for
 * loading from elsewhere and for disguise. Nothing here may carry script, style or an address that is not http(s) or mail.
 */
export const markdownSchema: Options = {
  ...defaultSchema,
  clobberPrefix: idPrefix,
  // What GitHub's own pipeline allows besides.
  tagNames: [
    ...(defaultSchema.tagNames ?? []),
    ...["caption", "figure", "figcaption", "abbr", "bdo", "cite", "dfn", "mark", "small", "time", "wbr"],
  ],
  // An attachment is an image that a notebook carries.
  protocols: {
    href: ["http", "https", "mailto"],
    src: ["http", "https", "attachment"],
    cite: ["http", "https"],
  },
  // With their content: it is not text, and what hides in it would be parsed a second time by a browser.
  strip: [
    ...[
      "script",
      "style",
      "template",
      "noscript",
      "noembed",
      "noframes",
      "iframe",
      "object",
      "embed",
      "applet",
    ],
    ...[
      "svg",
      "math",
      "textarea",
      "select",
      "title",
      "xmp",
      "plaintext",
      "audio",
      "video",
      "canvas",
      "dialog",
    ],
  ],
  attributes: {
    ...defaultSchema.attributes,
    img: ["src", "ariaLabel"],
    input: ["checked", ["disabled", true], ["type", "checkbox"]],
    code: [["className", /^language-./, "math-inline", "math-display"]],
    div: [["className", "markdown-alert", ...alertKinds.map((kind) => `markdown-alert-${kind}`)]],
    p: [["className", "markdown-alert-title"]],
    blockquote: [],
    del: [],
    ins: [],
    q: [],
    // Checked file by file, and dropped outside of a picture, by `rehypeRepo`.
    source: ["media", "srcSet"],
    ol: [...(defaultSchema.attributes?.ol ?? []), "reversed", ["type", /^[1aAiI]$/]],
    li: [...(defaultSchema.attributes?.li ?? []), "value", ["type", /^[1aAiI]$/]],
    br: ["clear"],
    "*": [
      ...["align", "vAlign", "width", "height", "title", "alt", "dir", "lang", "id", "name"],
      ...[
        "colSpan",
        "rowSpan",
        "scope",
        "headers",
        "span",
        "start",
        "open",
        "dateTime",
        "ariaHidden",
        "abbr",
        "noWrap",
      ],
    ],
  },
};

/**
 * What a style attribute of a formula may say: lengths, lines and colours. Lengths have two digits: a formula larger than that
 * is made to be in the way.
 */
export const mathStyle = (() => {
  const length = String.raw`-?(\d{1,2}(\.\d+)?|\.\d+)(em|px)`;
  const places =
    "height|width|min-width|vertical-align|top|bottom|left|margin|margin-left|margin-right|padding-left";
  const borders = "border-width|border-top-width|border-right-width|border-bottom-width";
  const styles = "border-style|border-right-style|border-bottom-style";
  const colours = "color|background-color|border-color";
  const declaration = [
    `(${places}|${borders}|text-shadow):(${length}|0)( (${length}|0))*`,
    `(${styles}):(solid|dashed)`,
    `(${colours}):#?\\w+`,
    "position:relative",
  ].join("|");
  return new RegExp(`^((${declaration});?)+$`);
})();

/** What may stand in a formula: what KaTeX draws with, and presentation MathML without links, actions or foreign content. */
export const mathSchema: Options = {
  strip: ["script", "style", "annotation", "annotation-xml", "img"],
  tagNames: [
    ...["span", "svg", "path", "line"],
    ...["math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mstyle", "mpadded", "mphantom", "merror"],
    ...["mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover"],
    ...["mmultiscripts", "mprescripts", "none", "mtable", "mtr", "mtd", "mlabeledtr", "menclose"],
  ],
  attributes: {
    "*": [
      ...["mathvariant", "mathcolor", "mathbackground", "mathsize", "displaystyle", "scriptlevel"],
      ...["stretchy", "fence", "separator", "lspace", "rspace", "minsize", "maxsize", "symmetric", "largeop"],
      ...["movablelimits", "accent", "accentunder", "linethickness", "notation", "form", "columnalign"],
      ...["columnspacing", "columnlines", "rowalign", "rowspacing", "rowlines", "rowspan", "columnspan"],
      ...["width", "height", "depth", "voffset", "side"],
    ],
    math: ["display"],
    span: ["className", "ariaHidden", ["style", mathStyle]],
    svg: ["viewBox", "preserveAspectRatio", ["style", mathStyle]],
    path: ["d"],
    line: ["x1", "x2", "y1", "y2", "strokeWidth"],
  },
  protocols: {},
  clobber: [],
};
