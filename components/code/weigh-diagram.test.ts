import { expect, test } from "vitest";
import { weighDiagram } from "./weigh-diagram";

const lines = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join("\n");

test.each([
  ["a flowchart of 3,000 links", `graph TD\n${lines(3_000, (at) => `${at}-->x`)}`],
  ["of links on one line", `graph TD\n${"a-->".repeat(500)}a`],
  [
    "of nodes times nodes",
    `flowchart LR\n${lines(21, (at) => `a${at}`).replaceAll("\n", " & ")} --> ${lines(20, (at) => `b${at}`).replaceAll("\n", " & ")}`,
  ],
  ["of nodes alone", `graph TD\n${lines(2_500, (at) => `n${at}`)}`],
  ["states", `stateDiagram-v2\n${lines(390, (at) => `s${at % 60} --> s${at % 61}`)}`],
  ["classes", `classDiagram\n${lines(350, (at) => `A${at % 60} <|-- B${at % 61}`)}`],
  ["entities", `erDiagram\n${lines(350, (at) => `A${at % 60} ||--o{ B${at % 61} : x`)}`],
  ["a mind map", `mindmap\n root\n${lines(900, (at) => `  n${at}`)}`],
  ["commits", `gitGraph\n${lines(1_500, () => "commit")}`],
  ["messages", `sequenceDiagram\n${lines(1_500, (at) => `p${at}->>q${at}: x`)}`],
  ["events of a year", `timeline\n2000${" : x".repeat(2_000)}`],
  ["people of a task", `journey\nsection a\nt: 5: ${lines(2_000, (at) => `p${at}`).replaceAll("\n", ",")}`],
  ["a front matter before it", `---\ntitle: x\n---\nmindmap\n root\n${lines(900, (at) => `  n${at}`)}`],
])("is not drawn by itself: %s", (_what, source) => {
  expect(weighDiagram(source)).toMatch(/^It has more than [\d,]+ parts/);
});

test("deep groups and long scales are not drawn by themselves", () => {
  const deep = `graph TD\n${lines(60, (at) => `subgraph s${at}`)}\na-->b\n${lines(60, () => "end")}`;
  expect(weighDiagram(deep)).toBe("It has groups in more than 20 levels.");
  const long = "Its scale has more than 1000 steps.";
  const gantt = "gantt\ndateFormat YYYY-MM-DD\n";
  expect(weighDiagram(`${gantt}tickInterval 1day\nsection a\nt: 2000-01-01, 10000d`)).toBe(long);
  expect(weighDiagram(`${gantt}tickInterval 1hour\nt: 2000-01-01, 2001-01-01`)).toBe(long);
  expect(weighDiagram('packet-beta\n0-100000: "x"')).toBe(long);
  expect(weighDiagram('packet-beta\n+100000: "x"')).toBe(long);
  expect(weighDiagram("block-beta\ncolumns 3\na space:900 b\nspace:900")).toBe(long);
});

test.each([
  ["a flowchart", `graph TD\n${lines(150, (at) => `n${at} -->|label| n${at + 1}`)}`],
  ["a long conversation", `sequenceDiagram\n${lines(400, () => "A-->>B: yes - no")}`],
  ["a plan of ten thousand days, with marks of Mermaid's choice", "gantt\nsection a\nt: 2000-01-01, 10000d"],
  ["a plan of a year, week by week", "gantt\ntickInterval 1week\nt: 2000-01-01, 300d"],
  ["groups", `graph TD\n${lines(5, (at) => `subgraph s${at}`)}\na-->b\n${lines(5, () => "end")}`],
  ["a packet", 'packet-beta\n0-15: "Port"\n16-31: "Port"\n+32: "Number"'],
  ["nothing", ""],
])("is drawn: %s", (_what, source) => {
  expect(weighDiagram(source)).toBeNull();
});
