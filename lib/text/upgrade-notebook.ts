import { z } from "zod";

const looseObject = z.record(z.string(), z.unknown());
const cells = z.array(z.unknown());

const oldNotebook = z.object({
  metadata: z.unknown(),
  worksheets: z.array(z.object({ cells })).optional(),
  cells: cells.optional(),
});

/** Before format 4 an output's forms stood beside its type, under short names. */
const shortNames: Record<string, string> = {
  text: "text/plain",
  html: "text/html",
  latex: "text/latex",
  svg: "image/svg+xml",
  png: "image/png",
  jpeg: "image/jpeg",
  json: "application/json",
  javascript: "application/javascript",
};

/** A notebook of the formats 1 to 3 (worksheets, `pyout`, `pyerr`, heading cells) as one of format 4. Any other value as it is. */
export function upgradeNotebook(json: unknown): unknown {
  const version = looseObject.safeParse(json).data?.nbformat;
  const old = oldNotebook.safeParse(json);
  if (typeof version !== "number" || version > 3 || !old.success) return json;
  const { worksheets, metadata } = old.data;
  const all = worksheets?.flatMap((sheet) => sheet.cells) ?? old.data.cells;
  const language = all?.map((cell) => looseObject.safeParse(cell).data?.language).find(Boolean);
  return {
    nbformat: 4,
    metadata: { kernelspec: { language }, ...asObject(metadata) },
    cells: all?.map(upgradeCell),
  };
}

const asObject = (value: unknown) => looseObject.safeParse(value).data ?? {};

function upgradeCell(raw: unknown): unknown {
  const cell = asObject(raw);
  switch (cell.cell_type) {
    case "code":
      return {
        cell_type: "code",
        source: cell.input,
        execution_count: cell.prompt_number,
        outputs: Array.isArray(cell.outputs) ? cell.outputs.map(upgradeOutput) : [],
        metadata: { collapsed: cell.collapsed, ...asObject(cell.metadata) },
      };
    case "heading": {
      const level = typeof cell.level === "number" ? Math.min(Math.max(Math.trunc(cell.level), 1), 6) : 1;
      const source = [cell.source].flat().join("");
      return { ...cell, cell_type: "markdown", source: `${"#".repeat(level)} ${source}` };
    }
    case "html":
      return { ...cell, cell_type: "markdown" };
    default:
      return cell;
  }
}

function upgradeOutput(raw: unknown): unknown {
  const output = asObject(raw);
  switch (output.output_type) {
    case "pyout":
      return { output_type: "execute_result", data: bundleOf(output) };
    case "display_data":
      return { output_type: "display_data", data: bundleOf(output) };
    case "pyerr":
      return { ...output, output_type: "error" };
    case "stream":
      return { ...output, name: output.stream };
    default:
      return output;
  }
}

const bundleOf = (output: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(shortNames).flatMap(([name, mime]) =>
      Object.hasOwn(output, name) ? [[mime, output[name]]] : [],
    ),
  );
