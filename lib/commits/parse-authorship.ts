import { z } from "zod";
import type { AgentClaims, ClaimedFile, ClaimedSession } from "./agent-claims";
import { lenientList } from "./lenient-list";

const text = z.string().catch("");
const count = z.number().optional().catch(undefined);
const agentId = z.object({ tool: text, model: text }).catch({ tool: "", model: "" });

const message = z
  .object({ type: text, role: text, text, content: text, name: text })
  .transform(({ type, role, name, ...said }) => ({
    role: role || type || "message",
    text: said.text || said.content || name,
  }));

const session = z
  .object({
    agent_id: agentId,
    human_author: text,
    messages: lenientList(message),
    total_additions: count,
    total_deletions: count,
    accepted_lines: count,
    overriden_lines: count,
    overridden_lines: count,
  })
  .transform((found): ClaimedSession => {
    const counts = [
      ["lines added", found.total_additions],
      ["deleted", found.total_deletions],
      ["accepted", found.accepted_lines],
      ["overridden", found.overridden_lines ?? found.overriden_lines],
    ].flatMap(([label, number]) => (number === undefined ? [] : [`${label} ${number}`]));
    const { agent_id, human_author: human, messages: prompts } = found;
    return { ...agent_id, human, counts, prompts };
  });

/** What one record says is not lost for what another one says badly. */
const records = <T extends z.ZodType>(one: T) =>
  z
    .record(z.string(), one.nullable().catch(null))
    .catch({})
    .transform((found) => new Map(Object.entries(found)));

const metadata = z.object({
  schema_version: z.string().startsWith("authorship/"),
  prompts: records(session).optional(),
  sessions: records(session).optional(),
  humans: records(z.object({ author: z.string() })).optional(),
});

/**
 * What git-ai notes under `refs/notes/ai` (authorship 3.0.0): files with the lines that each session wrote, a line `---`, and JSON about the
 * sessions. Null for what is something else.
 */
export function parseAuthorship(note: string): AgentClaims | null {
  const lines = note.replaceAll("\r", "").split("\n");
  const end = lines.indexOf("---");
  const found = metadata.safeParse(jsonIn(lines.slice(end + 1).join("\n")));
  if (!found.success) return null;
  const { prompts = new Map(), sessions = new Map(), humans = new Map() } = found.data;
  const nameOf = (id: string): string => {
    if (id.startsWith("h_")) return humans.get(id)?.author ?? id;
    const session = id.startsWith("s_") ? sessions.get(id.split("::")[0] ?? "") : byStart(prompts, id);
    return session ? [session.tool, session.model].filter(Boolean).join(", ") || id : id;
  };
  return {
    sessions: [...prompts.values(), ...sessions.values()].filter((one) => one !== null),
    files: attested(lines.slice(0, Math.max(0, end)), nameOf),
  };
}

/** Older notes have the first digits of an id alone. */
function byStart<T>(all: ReadonlyMap<string, T>, id: string): T | undefined {
  const whole = all.get(id);
  if (whole !== undefined || id.length < 7) return whole;
  return [...all].find(([key]) => key.startsWith(id))?.[1];
}

function attested(lines: readonly string[], nameOf: (id: string) => string): ClaimedFile[] {
  const files: { path: string; marks: Map<string, string[]> }[] = [];
  for (const line of lines) {
    const [id = "", ...ranges] = line.trim().split(/\s+/);
    if (/^\S/.test(line)) files.push({ path: line.replace(/^"(.*)"$/, "$1"), marks: new Map() });
    const marks = files.at(-1)?.marks;
    if (/^\S/.test(line) || marks === undefined || !/^[\d,-]+$/.test(ranges.join(""))) continue;
    const by = nameOf(id);
    const before = marks.get(by) ?? [];
    before.push(ranges.join("").replaceAll(",", ", "));
    marks.set(by, before);
  }
  return files.map(({ path, marks }) => ({
    path,
    marks: [...marks].map(([by, ranges]) => ({ by, lines: ranges.join(", ") })),
  }));
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
