import { z } from "zod";
import { cutText } from "./cut-text";
import { type NotebookFolds, readFolds } from "./notebook-folds";
import { type ImageReader, multiline, type NotebookOutput, readOutput } from "./notebook-output";
import { upgradeNotebook } from "./upgrade-notebook";

const cell = z.object({
  id: z.string().nullish().catch(null),
  cell_type: z.enum(["markdown", "code", "raw"]),
  source: multiline.catch(""),
  execution_count: z.number().nullish().catch(null),
  outputs: z.array(z.unknown()).catch([]),
  attachments: z.record(z.string(), z.record(z.string(), z.unknown())).catch({}),
  metadata: z.unknown().optional(),
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

export interface NotebookCell extends NotebookFolds {
  /** Stays with the cell, whatever is changed in it; null in the formats before 4.5. */
  id: string | null;
  kind: "markdown" | "code" | "raw";
  source: string;
  executionCount: number | null;
  outputs: NotebookOutput[];
  /** Images that the text of the cell refers to, by name, as `data:` URLs. */
  attachments: Record<string, string>;
}

export interface Notebook {
  language: string;
  cells: NotebookCell[];
  /** Of the file; more than `cells` holds where it was cut. */
  cellCount: number;
}

export const notebookMaxCells = 300;
const maxOutputsPerCell = 50;
/** Of a cell; longer ones are cut. */
export const notebookSourceMaxChars = 50_000;
/** All images of a notebook together: they stand in the page itself. */
const imagesMaxChars = 6_000_000;

/** A Jupyter notebook of any format as far as a page can show it; null when the text is none. What a cell holds is not trusted. */
export function parseNotebook(text: string): Notebook | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = notebook.safeParse(upgradeNotebook(json));
  if (!parsed.success) return null;
  const { cells, metadata } = parsed.data;
  const image = createImageReader();
  return {
    language: metadata.language_info?.name ?? metadata.kernelspec?.language ?? "python",
    cellCount: cells.length,
    cells: cells.slice(0, notebookMaxCells).map((raw) => readCell(raw, image)),
  };
}

function readCell(raw: unknown, image: ImageReader): NotebookCell {
  const plain = { id: null, executionCount: null, outputs: [], attachments: {}, ...readFolds(null) };
  const known = cell.safeParse(raw);
  if (!known.success) return { ...plain, kind: "raw", source: "This cell is not understood." };
  const { id = null, cell_type: kind, source, execution_count, outputs, attachments, metadata } = known.data;
  const read = {
    ...plain,
    ...readFolds(metadata),
    id,
    kind,
    source: cutText(source, notebookSourceMaxChars),
  };
  if (kind === "markdown") return { ...read, attachments: readAttachments(attachments, image) };
  if (kind === "raw") return read;
  const shown = outputs.slice(0, maxOutputsPerCell).map((output) => readOutput(output, image));
  if (outputs.length > maxOutputsPerCell) {
    shown.push({ kind: "omitted", what: `${outputs.length - maxOutputsPerCell} more outputs` });
  }
  return {
    ...read,
    executionCount: execution_count ?? null,
    outputs: shown,
  };
}

const imageTypes = ["image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"];

function readAttachments(
  attachments: Record<string, Record<string, unknown>>,
  image: ImageReader,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attachments).flatMap(([name, data]) => {
      const mime = imageTypes.find((type) => Object.hasOwn(data, type));
      const read = mime === undefined ? null : image(mime, data[mime]);
      return read?.kind === "image" ? [[name, read.dataUrl]] : [];
    }),
  );
}

function createImageReader(): ImageReader {
  let imageChars = 0;
  return (mime, data) => {
    const text = multiline.safeParse(data).data ?? "";
    // An SVG is text, or, as an attachment, base64 like all others.
    const isText = mime === "image/svg+xml" && text.includes("<");
    const body = isText ? encodeURIComponent(wellFormed(text)) : text.replace(/\s/g, "");
    imageChars += body.length;
    if (imageChars > imagesMaxChars)
      return { kind: "omitted", what: `An image (${mime}), as all together are too large` };
    if (isText) {
      return { kind: "image", dataUrl: `data:${mime};charset=utf-8,${body}`, alt: "Output of the cell" };
    }
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body)) return { kind: "omitted", what: `A broken image (${mime})` };
    return { kind: "image", dataUrl: `data:${mime};base64,${body}`, alt: "Output of the cell" };
  };
}

/** A lone half of a pair of surrogates cannot be encoded. */
const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, "\uFFFD");
