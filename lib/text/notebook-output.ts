import { z } from "zod";
import { cutText } from "./cut-text";

/** A string, or lines to be joined: nbformat allows both everywhere. */
export const multiline = z
  .union([z.string(), z.array(z.string())])
  .transform((text) => [text].flat().join(""));

export type NotebookOutput =
  | { kind: "text"; text: string; isError: boolean }
  | { kind: "html"; html: string }
  | { kind: "markdown"; source: string }
  | { kind: "json"; json: string }
  | { kind: "image"; dataUrl: string; alt: string }
  | { kind: "omitted"; what: string };

const bundle = z.record(z.string(), z.unknown());

const output = z.discriminatedUnion("output_type", [
  z.object({ output_type: z.literal("stream"), name: z.string().optional(), text: multiline }),
  z.object({ output_type: z.literal("display_data"), data: bundle }),
  z.object({ output_type: z.literal("execute_result"), data: bundle }),
  z.object({
    output_type: z.literal("error"),
    ename: z.string().catch("Error"),
    evalue: z.string().catch(""),
    traceback: z.array(z.string()).catch([]),
  }),
]);

const textMaxChars = 20_000;
const sourceMaxChars = 50_000;
const htmlMaxChars = 100_000;

/** Puts an image into the page, or says why not; shared by all outputs of a notebook, as their sizes add up. */
export type ImageReader = (mime: string, data: unknown) => NotebookOutput;

/** What an output shows. Where it has several forms, the first in Jupyter's own order that needs no code to be seen. */
export function readOutput(raw: unknown, image: ImageReader): NotebookOutput {
  const known = output.safeParse(raw);
  if (!known.success) return { kind: "omitted", what: "An output that is not understood" };
  const { data: found } = known;
  if (found.output_type === "stream") {
    return { kind: "text", text: cutText(found.text, textMaxChars), isError: found.name === "stderr" };
  }
  if (found.output_type === "error") {
    const trace = found.traceback.join("\n") || `${found.ename}: ${found.evalue}`;
    return { kind: "text", text: cutText(trace, textMaxChars), isError: true };
  }
  for (const [mime, read] of forms) {
    const shown = Object.hasOwn(found.data, mime) ? read(found.data[mime], image) : null;
    if (shown !== null) return shown;
  }
  const types = Object.keys(found.data).slice(0, 3).join(", ").slice(0, 100);
  return { kind: "omitted", what: `An output of a type that is not shown (${types || "none"})` };
}

type Form = (data: unknown, image: ImageReader) => NotebookOutput | null;

const ofText =
  (make: (text: string) => NotebookOutput | null): Form =>
  (data) => {
    const text = multiline.safeParse(data);
    return text.success ? make(text.data) : null;
  };

/** In JupyterLab's order of display. */
const forms: [string, Form][] = [
  ["text/html", ofText((html) => (isSeen(html) ? { kind: "html", html } : null))],
  ["text/markdown", ofText((source) => ({ kind: "markdown", source: cutText(source, sourceMaxChars) }))],
  [
    "text/latex",
    ofText((tex) => ({ kind: "markdown", source: latexAsMarkdown(cutText(tex, sourceMaxChars)) })),
  ],
  ...["image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"].map(
    (mime): [string, Form] => [mime, (data, image) => image(mime, data)],
  ),
  [
    "application/json",
    (json) => ({ kind: "json", json: cutText(JSON.stringify(json, null, 2), textMaxChars) }),
  ],
  ["text/plain", ofText((text) => ({ kind: "text", text: cutText(text, textMaxChars), isError: false }))],
];

/** Whether HTML shows something by itself: of a chart that a script draws, only its other forms can be seen. */
function isSeen(html: string): boolean {
  if (html.length > htmlMaxChars) return false;
  const bare = html.replace(/<(script|style)\b[\s\S]*?(<\/\1\s*>|$)|<!--[\s\S]*?(-->|$)/gi, "");
  return /<(img|hr|table)\b/i.test(bare) || /[^\s]/.test(bare.replace(/<[^>]*(>|$)|&nbsp;/g, ""));
}

/** What stands between the signs of one formula is one; anything else has its formulas marked inside. */
function latexAsMarkdown(tex: string): string {
  const [, inner] =
    /^(?:\$\$([\s\S]*)\$\$|\$([^$]*)\$|\\\[([\s\S]*)\\\]|\\\(([\s\S]*)\\\)|(\\begin\{[\s\S]*))$/
      .exec(tex.trim())
      ?.filter((part) => part !== undefined) ?? [];
  return inner === undefined || inner.includes("$") ? tex : `\`\`\`math\n${inner.trim()}\n\`\`\`\n`;
}
