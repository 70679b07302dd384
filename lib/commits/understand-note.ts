import type { AgentClaims } from "./agent-claims";
import { parseAuthorship } from "./parse-authorship";
import { parseConversation, type Turn } from "./parse-conversation";
import { parseWhogitit } from "./parse-whogitit";

export type UnderstoodNote =
  | { kind: "text"; text: string }
  | { kind: "conversation"; turns: Turn[] }
  | { kind: "claims"; claims: AgentClaims }
  /** Indented. */
  | { kind: "json"; text: string };

/** What a note is, by the ref that it is under and by what it says. What nobody knows is text. */
export function understandNote(ref: string, text: string): UnderstoodNote {
  if (ref === "refs/notes/ai") {
    const claims = parseAuthorship(text);
    if (claims !== null) return { kind: "claims", claims };
  }
  const turns = ref === "refs/notes/commits" ? parseConversation(text) : null;
  if (turns !== null) return { kind: "conversation", turns };
  const json = /^\s*[{[]/.test(text) ? jsonOf(text) : null;
  if (json === null) return { kind: "text", text };
  const claims = ref === "refs/notes/whogitit" ? parseWhogitit(json.value) : null;
  return claims === null ? { kind: "json", text: json.indented } : { kind: "claims", claims };
}

function jsonOf(text: string): { value: unknown; indented: string } | null {
  try {
    const value: unknown = JSON.parse(text);
    return { value, indented: JSON.stringify(value, null, 2) };
  } catch {
    // None, or one that is nested too deep to be written.
    return null;
  }
}
