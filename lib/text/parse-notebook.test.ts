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
        { output_type: "display_data", data: { "image/png": "aGk=\n", "text/plain": "h" } },
        { output_type: "display_data", data: { "image/png": 'x" onerror="' } },
        { output_type: "display_data", data: { "application/javascript": "alert(1)" } },
        { output_type: "surprise" },
      ]),
      { cell_type: "widget" },
    ]),
  );
  expect(parsed?.cells[0]).toMatchObject({
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

const shownOf = (data: unknown) =>
  parseNotebook(notebook([code([{ output_type: "display_data", data }])]))?.cells[0]?.outputs[0];

test("of several forms the first in Jupyter's order is shown that needs no code", () => {
  const png = { "image/png": "aGk=", "text/plain": "p" };
  expect(shownOf({ ...png, "text/html": "<table><tr><td>1</td></tr></table>" })).toHaveProperty(
    "kind",
    "html",
  );
  // What a script would draw is not there.
  expect(shownOf({ ...png, "text/html": '<div id="c"></div><script>draw("<b>")</script>' })).toHaveProperty(
    "kind",
    "image",
  );
  expect(shownOf({ ...png, "text/html": "<style>a{}</style><div>&nbsp;</div>" })).toHaveProperty(
    "kind",
    "image",
  );
  expect(shownOf({ "text/latex": "x", "text/markdown": "*m*", "image/svg+xml": "<svg/>" })).toEqual({
    kind: "markdown",
    source: "*m*",
  });
  expect(shownOf({ "text/latex": "$\\displaystyle x^{2}$", "image/png": "aGk=" })).toEqual({
    kind: "markdown",
    source: "```math\n\\displaystyle x^{2}\n```\n",
  });
  expect(shownOf({ "text/latex": "for $x$ and $y$" })).toHaveProperty("source", "for $x$ and $y$");
  expect(shownOf({ "text/latex": ["\\begin{align}a", "&=b\\end{align}"] })).toHaveProperty(
    "source",
    "```math\n\\begin{align}a&=b\\end{align}\n```\n",
  );
  expect(shownOf({ "image/svg+xml": ["<svg>", "é</svg>"], "image/png": "aGk=" })).toHaveProperty(
    "dataUrl",
    "data:image/svg+xml;charset=utf-8,%3Csvg%3E%C3%A9%3C%2Fsvg%3E",
  );
  for (const type of ["png", "jpeg", "gif", "webp", "bmp"]) {
    expect(shownOf({ [`image/${type}`]: "aGk=" })).toHaveProperty(
      "dataUrl",
      `data:image/${type};base64,aGk=`,
    );
  }
  expect(shownOf({ "application/json": { a: [1] }, "text/plain": "<JSON>" })).toEqual({
    kind: "json",
    json: '{\n  "a": [\n    1\n  ]\n}',
  });
  const widget = { "application/vnd.jupyter.widget-view+json": {}, "text/plain": "IntSlider(value=0)" };
  expect(shownOf(widget)).toHaveProperty("text", "IntSlider(value=0)");
});

test("reads what cells carry: attachments, and what was folded away", () => {
  const parsed = parseNotebook(
    notebook([
      {
        cell_type: "markdown",
        source: "![a](attachment:a.png)",
        attachments: { "a.png": { "image/png": "aGk=" }, "b.html": { "text/html": "x" } },
      },
      { ...code([]), metadata: { jupyter: { source_hidden: true } } },
      { ...code([]), metadata: { collapsed: true } },
      { ...code([]), metadata: { jupyter: { outputs_hidden: true } } },
      { ...code([]), metadata: { collapsed: "odd", jupyter: 7, scrolled: "auto" }, id: "1" },
    ]),
  );
  expect(parsed?.cells[0]?.attachments).toEqual({ "a.png": "data:image/png;base64,aGk=" });
  expect(parsed?.cells.map((cell) => [cell.isSourceHidden, cell.areOutputsHidden])).toEqual([
    [false, false],
    [true, false],
    [false, true],
    [false, true],
    [false, false],
  ]);
});

test("reads the older formats: worksheets, pyout, pyerr, headings, forms beside the type", () => {
  const parsed = parseNotebook(
    JSON.stringify({
      nbformat: 3,
      nbformat_minor: 0,
      metadata: { name: "" },
      worksheets: [
        {
          cells: [
            { cell_type: "heading", level: 2, source: ["Old", " one"] },
            { cell_type: "markdown", source: "text" },
            {
              cell_type: "code",
              input: ["a\n", "b"],
              language: "julia",
              prompt_number: 4,
              collapsed: false,
              outputs: [
                { output_type: "stream", stream: "stderr", text: "s" },
                { output_type: "pyout", prompt_number: 4, text: ["4", "2"], html: "<b>42</b>" },
                { output_type: "display_data", png: "aGk=", text: "figure" },
                { output_type: "display_data", svg: "<svg/>", latex: "$x$" },
                { output_type: "pyerr", ename: "E", evalue: "v", traceback: ["t"] },
              ],
            },
          ],
        },
        { cells: [{ cell_type: "raw", source: "raw" }] },
      ],
    }),
  );
  expect(parsed?.language).toBe("julia");
  expect(parsed?.cells.map(({ kind, source }) => [kind, source])).toEqual([
    ["markdown", "## Old one"],
    ["markdown", "text"],
    ["code", "a\nb"],
    ["raw", "raw"],
  ]);
  expect(parsed?.cells[2]?.executionCount).toBe(4);
  expect(parsed?.cells[2]?.outputs).toEqual([
    { kind: "text", text: "s", isError: true },
    { kind: "html", html: "<b>42</b>" },
    { kind: "image", dataUrl: "data:image/png;base64,aGk=", alt: "Output of the cell" },
    { kind: "markdown", source: "```math\nx\n```\n" },
    { kind: "text", text: "t", isError: true },
  ]);
});

test.each([
  [{}, {}],
  [null, {}],
  [{ tags: ["hide-input", "other", 7] }, { isSourceHidden: true }],
  [{ tags: ["remove_input"] }, { isSourceHidden: true }],
  [{ tags: ["hide-output"] }, { areOutputsHidden: true }],
  [{ tags: ["remove-output"] }, { areOutputsHidden: true }],
  [{ tags: ["hide-cell"] }, { isFolded: true }],
  [{ tags: "hide-cell" }, {}],
  [{ tags: ["hide-input"], jupyter: { source_hidden: false } }, {}],
  [{ jupyter: { outputs_hidden: false }, collapsed: true }, {}],
  [{ hide_input: true }, { isSourceHidden: true }],
  [{ cellView: "form" }, { isSourceHidden: true }],
  [
    { inputHidden: true, outputHidden: true },
    { isSourceHidden: true, areOutputsHidden: true },
  ],
  [{ scrolled: true }, { areOutputsScrolled: true }],
  [{ scrolled: false }, { areOutputsScrolled: false }],
  [{ scrolled: "auto", tags: {}, collapsed: 1, jupyter: "x" }, {}],
])("of the metadata %j the cell is folded as %j", (metadata, expected) => {
  const unfolded = {
    isFolded: false,
    isSourceHidden: false,
    areOutputsHidden: false,
    areOutputsScrolled: null,
  };
  for (const kind of ["code", "markdown", "raw"]) {
    const cell = parseNotebook(notebook([{ ...code([]), cell_type: kind, metadata }]))?.cells[0];
    expect(cell).toMatchObject({ kind, ...unfolded, ...expected });
  }
});
