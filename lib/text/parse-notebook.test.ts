import { expect, test } from "vitest";
import { notebookMaxCells, parseNotebook } from "./parse-notebook";

const notebook = (cells: unknown[]) => JSON.stringify({ nbformat: 4, metadata: {}, cells });
const code = (outputs: unknown[]) => ({
  cell_type: "code",
  source: ["a\n", "b"],
  execution_count: 2,
  outputs,
});

test("takes the richest output that is safe to show, and says what it leaves out", () => {
  const parsed = parseNotebook(
    notebook([
      code([
        { output_type: "stream", name: "stderr", text: ["x", "y"] },
        { output_type: "execute_result", data: { "text/plain": "p", "text/html": "<b>h</b>" } },
        { output_type: "display_data", data: { "image/png": "aGk=\n", "text/html": "h" } },
        { output_type: "display_data", data: { "image/png": 'x" onerror="' } },
        { output_type: "display_data", data: { "application/javascript": "alert(1)" } },
        { output_type: "surprise" },
      ]),
      { cell_type: "widget" },
    ]),
  );
  expect(parsed?.cells[0]).toEqual({
    kind: "code",
    source: "a\nb",
    executionCount: 2,
    outputs: [
      { kind: "text", text: "xy", isError: true },
      { kind: "html", html: "<b>h</b>" },
      { kind: "image", dataUrl: "data:image/png;base64,aGk=", alt: "Output of the cell" },
      { kind: "omitted", what: "A broken image (image/png)" },
      { kind: "omitted", what: "An output of a type that is not shown (application/javascript)" },
      { kind: "omitted", what: "An output that is not understood" },
    ],
  });
  expect(parsed?.cells[1]?.source).toBe("This cell is not understood.");
});

test("is bounded, and refuses what is no notebook", () => {
  const many = parseNotebook(notebook(Array.from({ length: 1000 }, () => code([]))));
  expect([many?.cells.length, many?.cellCount]).toEqual([notebookMaxCells, 1000]);
  const long = parseNotebook(notebook([code([{ output_type: "stream", text: "x".repeat(100_000) }])]));
  expect(JSON.stringify(long).length).toBeLessThan(25_000);
  for (const text of ["", "[]", "{}", '{"nbformat":4,"cells":{}}']) expect(parseNotebook(text)).toBeNull();
});
