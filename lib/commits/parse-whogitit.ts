import { z } from "zod";
import type { AgentClaims } from "./agent-claims";
import { lenientList } from "./lenient-list";
import { lineRanges } from "./line-ranges";

const text = z.string().catch("");

const attribution = z.object({
  session: z.object({
    model: z.object({ id: text, provider: text }).catch({ id: "", provider: "" }),
  }),
  prompts: lenientList(z.object({ text: z.string() })),
  files: lenientList(
    z.object({
      path: z.string(),
      lines: lenientList(z.object({ line_number: z.number().int(), source: z.object({ type: z.string() }) })),
      summary: z.record(z.string(), z.number()).catch({}),
    }),
  ),
});

const kinds: Record<string, string> = {
  AI: "agent",
  AIModified: "agent, changed by a person",
  Human: "person",
};
const summaries: Record<string, string> = {
  ai_lines: "AI",
  ai_modified_lines: "AIModified",
  human_lines: "Human",
};

/** What whogitit notes under `refs/notes/whogitit`, in its second and third version. Null for what is something else. */
export function parseWhogitit(note: unknown): AgentClaims | null {
  const found = attribution.safeParse(note);
  if (!found.success) return null;
  const { session, prompts, files } = found.data;
  return {
    sessions: [
      {
        tool: session.model.provider,
        model: session.model.id,
        human: "",
        counts: [],
        prompts: prompts.map((prompt) => ({ role: "user", text: prompt.text })),
      },
    ],
    files: files.map(({ path, lines, summary }) => ({
      path,
      marks: lines.length > 0 ? marksOf(lines) : countsOf(summary),
    })),
  };
}

function marksOf(lines: readonly { line_number: number; source: { type: string } }[]) {
  return Object.entries(kinds).flatMap(([type, by]) => {
    const numbers = lines.filter(({ source }) => source.type === type).map(({ line_number }) => line_number);
    return numbers.length === 0 ? [] : [{ by, lines: lineRanges(numbers) }];
  });
}

/** Where the lines themselves were left out. */
const countsOf = (summary: Record<string, number>) =>
  Object.entries(summaries).flatMap(([key, type]) => {
    const count = summary[key] ?? 0;
    return count > 0 ? [{ by: kinds[type] ?? type, lines: `${count} in all` }] : [];
  });
