/** Agents by the address that they give as their own. */
const byAddress: Record<string, string> = {
  "noreply@anthropic.com": "Claude",
  "cursoragent@cursor.com": "Cursor",
  "noreply@aider.chat": "Aider",
  "aider@aider.chat": "Aider",
  "copilot@github.com": "GitHub Copilot",
  "copilot@users.noreply.github.com": "GitHub Copilot",
  "devin-ai-integration[bot]@users.noreply.github.com": "Devin",
  "google-labs-jules[bot]@users.noreply.github.com": "Jules",
  "noreply@openai.com": "Codex",
};

const known = new Map(Object.entries(byAddress));

/** The agent that an address claims; null for people's. GitHub writes the number of an account before its name. */
export function agentOf(email: string): string | null {
  return (
    known.get(
      email
        .trim()
        .toLowerCase()
        .replace(/^\d+\+/, ""),
    ) ?? null
  );
}
