import { defaultSchema, type Options } from "rehype-sanitize";

/** Names the page itself uses stay out of reach: every id an author gives begins so. */
export const idPrefix = "user-content-";

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
  // `picture` stays as a wrapper of its `img`; `source` would name files that nobody checks.
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => name !== "source"),
  attributes: {
    ...defaultSchema.attributes,
    img: ["src", "ariaLabel"],
    input: ["checked", ["disabled", true], ["type", "checkbox"]],
    div: [],
    blockquote: [],
    del: [],
    ins: [],
    q: [],
    source: [],
    "*": [
      ...["align", "vAlign", "width", "height", "title", "alt", "dir", "lang", "id", "name"],
      ...["colSpan", "rowSpan", "scope", "headers", "span", "start", "open", "dateTime", "ariaHidden"],
    ],
  },
};
