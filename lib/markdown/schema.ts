import { defaultSchema, type Options } from "rehype-sanitize";

/** Names the page itself uses stay out of reach: every id an author gives begins so. */
export const idPrefix = "user-content-";

/** The five alerts of GitHub. */
export const alertKinds = ["note", "tip", "important", "warning", "caution"] as const;

/**
 * What may stand in rendered Markdown. GitHub's list (the default of rehype-sanitize), less what it keeps for forms, for
 * loading from elsewhere and for disguise. Nothing here may carry script, style or an address that is not http(s) or mail.
 */
export const markdownSchema: Options = {
  ...defaultSchema,
  clobberPrefix: idPrefix,
  protocols: { href: ["http", "https", "mailto"], src: ["http", "https"], cite: ["http", "https"] },
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
    "*": [
      ...["align", "vAlign", "width", "height", "title", "alt", "dir", "lang", "id", "name"],
      ...["colSpan", "rowSpan", "scope", "headers", "span", "start", "open", "dateTime", "ariaHidden"],
    ],
  },
};

/** What may stand in a formula: presentation MathML without links, styles, actions or foreign content. */
export const mathSchema: Options = {
  strip: ["script", "style", "annotation", "annotation-xml", "svg", "img"],
  tagNames: [
    ...["math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mstyle", "mpadded", "mphantom", "merror"],
    ...[
      "mfrac",
      "msqrt",
      "mroot",
      "msub",
      "msup",
      "msubsup",
      "munder",
      "mover",
      "munderover",
      "mmultiscripts",
    ],
    ...["mprescripts", "none", "mtable", "mtr", "mtd", "mlabeledtr", "menclose"],
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
  },
  protocols: {},
  clobber: [],
};
