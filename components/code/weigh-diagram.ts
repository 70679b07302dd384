/**
 * What Mermaid may be given to draw without being asked: its frame need not have a process of its own, and then the page stands
 * still for as long as it draws. About a second's work; what is linear may have more parts, what lays out each part against all
 * others fewer.
 */
const partsMax = 400;
const partsMaxOf: [kind: RegExp, parts: number][] = [
  [/^(sequenceDiagram|gantt|pie|journey|timeline|gitGraph|quadrantChart|xychart|sankey|packet)/, 1_000],
  [/^mindmap/, 100],
];
const depthMax = 20;
/** Steps of a scale: days of a plan, bits of a packet, empty places of a grid. */
const stepsMax = 1_000;

/** Between two nodes, in the words of flowcharts, classes, states, entities and sequences. */
const link = /[<ox*|}]{0,2}(?:[-=~.]{2,}[>ox*|{]{0,2}|->+)/g;

/**
 * Why a diagram is not drawn by itself, or null. Minutes of work can be written in a few hundred characters. It reads more loosely than
 * Mermaid does, so the time limit of the frame stands behind it.
 */
export function weighDiagram(source: string): string | null {
  const lines = source
    .replace(/^---\n[\s\S]*?\n---\n/, "")
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("%%"));
  const kind = lines[0] ?? "";
  const most = partsMaxOf.find(([name]) => name.test(kind))?.[1] ?? partsMax;
  const parts = lines.reduce((count, line) => count + partsOf(kind, line), 0);
  if (parts > most) return `It has more than ${most} parts: lines, and the links that they draw.`;
  if (depthOf(lines) > depthMax) return `It has groups in more than ${depthMax} levels.`;
  if (stepsOf(kind, lines) > stepsMax) return `Its scale has more than ${stepsMax} steps.`;
  return null;
}

/** A line, the links in it as they are drawn (`a & b --> c & d` are four), and what else it lists. */
function partsOf(kind: string, line: string): number {
  if (/^(timeline|journey)/.test(kind)) return line.split(/[:,]/).length;
  const sides = line.split(link).map((side) => side.split("&").length);
  return sides.reduce((count, side, at) => count + side * (sides[at + 1] ?? 1), 0);
}

const opens =
  /^(subgraph|namespace|block|alt|opt|loop|par|critical|break|rect|box|Boundary|\w+_Boundary)\b|\{$/;

function depthOf(lines: string[]): number {
  let depth = 0;
  let deepest = 0;
  for (const line of lines) {
    if (opens.test(line)) depth += 1;
    else if (/^(end|\})$/.test(line)) depth = Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function stepsOf(kind: string, lines: string[]): number {
  if (kind.startsWith("gantt")) return ticksOf(lines);
  if (kind.startsWith("packet")) {
    return sum(lines, (line) => Math.max(...numbersIn(/^\+?(\d+)(?:-(\d+))?\s*:/, line)));
  }
  if (kind.startsWith("block")) return sum(lines, (line) => sum(line.match(/:\d+/g) ?? [], numberIn));
  return 0;
}

const days = {
  millisecond: 1 / 86_400_000,
  second: 1 / 86_400,
  minute: 1 / 1_440,
  hour: 1 / 24,
  day: 1,
  week: 7,
  month: 30,
};
const daysOfUnit: Record<string, number> = {
  ms: days.millisecond,
  s: days.second,
  m: days.minute,
  h: days.hour,
  d: 1,
  w: 7,
  M: 30,
  y: 366,
};

/** Marks on the axis, where the author says how far they lie apart; else there are ten. */
function ticksOf(lines: string[]): number {
  const [, count = "1", unit = ""] = lines.join("\n").match(/^tickInterval\s+(\d+)(\w+)$/m) ?? [];
  const apart = Number(count) * (Object.entries(days).find(([name]) => name === unit)?.[1] ?? 0);
  if (apart === 0) return 0;
  const years = lines.flatMap((line) => [...line.matchAll(/\b(\d{4})\b/g)].map(([year]) => Number(year)));
  const between = years.length === 0 ? 0 : 366 * (Math.max(...years) - Math.min(...years));
  const lasting = sum(lines, (line) =>
    sum(
      [...line.matchAll(/\b(\d+(?:\.\d+)?)(ms|[smhdwMy])\b/g)],
      ([, many, of = ""]) => Number(many) * (daysOfUnit[of] ?? 0),
    ),
  );
  return (between + lasting) / apart;
}

const numberIn = (text: string) => Number(text.replace(/\D/g, ""));
const numbersIn = (pattern: RegExp, line: string) =>
  (line.match(pattern) ?? [])
    .slice(1)
    .map((found) => Number(found ?? 0))
    .concat(0);

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
