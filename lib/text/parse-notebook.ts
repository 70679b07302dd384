import { z } from "zod";

/** A string, or lines to be joined: nbformat allows both everywhere. */
const multiline = z.union([z.string(), z.array(z.string())]).transform((text) => [text].flat().join(""));

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

const cell = z.object({
  cell_type: z.enum(["markdown", "code", "raw"]),
  source: multiline.catch(""),
  execution_count: z.number().nullish().catch(null),
  outputs: z.array(z.unknown()).catch([]),
});

const notebook = z.object({
  nbformat: z.number(),
  cells: z.array(z.unknown()),
  metadata: z
    .object({
      language_info: z.object({ name: z.string() }).optional().catch(undefined),
      kernelspec: z.object({ language: z.string().optional() }).optional().catch(undefined),
    })
    .catch({}),
});

export type NotebookOutput =
  | { kind: "text"; text: string; isError: boolean }
  | { kind: "html"; html: string }
  | { kind: "markdown"; source: string }
  | { kind: "image"; dataUrl: string; alt: string }
  | { kind: "omitted"; what: string };

export interface NotebookCell {
  kind: "markdown" | "code" | "raw";
  source: string;
  executionCount: number | null;
  outputs: NotebookOutput[];
}

export interface Notebook {
  language: string;
  cells: NotebookCell[];
  /** Of the file; more than `cells` holds where it was cut. */
  cellCount: number;
}

export const notebookMaxCells = 300;
const maxOutputsPerCell = 50;
const sourceMaxChars = 50_000;
const textMaxChars = 20_000;
const htmlMaxChars = 100_000;
/** All images of a notebook together: they stand in the page itself. */
const imagesMaxChars = 6_000_000;

/** A Jupyter notebook (nbformat 4) as far as a page can show it; null when the text is none. What a cell holds is not trusted. */
export function parseNotebook(text: string): Notebook | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = notebook.safeParse(json);
  if (!parsed.success) return null;
  const { cells, metadata } = parsed.data;
  let imageChars = 0;

  const image = (mime: string, data: unknown): NotebookOutput => {
    const base64 = multiline.safeParse(data).data?.replace(/\s/g, "") ?? "";
    imageChars += base64.length;
    if (imageChars > imagesMaxChars)
      return { kind: "omitted", what: `An image (${mime}), as all together are too large` };
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return { kind: "omitted", what: `A broken image (${mime})` };
    return { kind: "image", dataUrl: `data:${mime};base64,${base64}`, alt: "Output of the cell" };
  };

  /** The richest form that is safe to show, as Jupyter chooses. */
  const rich = (data: Record<string, unknown>): NotebookOutput => {
    for (const mime of ["image/png", "image/jpeg", "image/gif", "image/webp"]) {
      if (Object.hasOwn(data, mime)) return image(mime, data[mime]);
    }
    const html = multiline.safeParse(data["text/html"]);
    if (html.success && html.data.length <= htmlMaxChars) return { kind: "html", html: html.data };
    const markdown = multiline.safeParse(data["text/markdown"]);
    if (markdown.success) return { kind: "markdown", source: cut(markdown.data, sourceMaxChars) };
    const plain = multiline.safeParse(data["text/plain"]);
    if (plain.success) return { kind: "text", text: cut(plain.data, textMaxChars), isError: false };
    const types = Object.keys(data).slice(0, 3).join(", ").slice(0, 100);
    return { kind: "omitted", what: `An output of a type that is not shown (${types || "none"})` };
  };

  const readOutput = (raw: unknown): NotebookOutput => {
    const known = output.safeParse(raw);
    if (!known.success) return { kind: "omitted", what: "An output that is not understood" };
    const { data: found } = known;
    if (found.output_type === "stream") {
      return { kind: "text", text: cut(found.text, textMaxChars), isError: found.name === "stderr" };
    }
    if (found.output_type === "error") {
      const trace = found.traceback.join("\n");
      return {
        kind: "text",
        text: cut(trace || `${found.ename}: ${found.evalue}`, textMaxChars),
        isError: true,
      };
    }
    return rich(found.data);
  };

  return {
    language: metadata.language_info?.name ?? metadata.kernelspec?.language ?? "python",
    cellCount: cells.length,
    cells: cells.slice(0, notebookMaxCells).map((raw): NotebookCell => {
      const known = cell.safeParse(raw);
      if (!known.success)
        return { kind: "raw", source: "This cell is not understood.", executionCount: null, outputs: [] };
      const { cell_type: kind, source, execution_count, outputs } = known.data;
      const shown = kind === "code" ? outputs.slice(0, maxOutputsPerCell).map(readOutput) : [];
      if (kind === "code" && outputs.length > maxOutputsPerCell) {
        shown.push({ kind: "omitted", what: `${outputs.length - maxOutputsPerCell} more outputs` });
      }
      return {
        kind,
        source: cut(source, sourceMaxChars),
        executionCount: execution_count ?? null,
        outputs: shown,
      };
    }),
  };
}

const cut = (text: string, maxChars: number) =>
  text.length > maxChars
    ? `${text.slice(0, maxChars)}\n… cut: ${text.length - maxChars} more characters`
    : text;
