export interface Turn {
  role: string;
  text: string;
}

const opening = /^(user|assistant|system|human|agent|tool)[ \t]*:[ \t]*/i;

/**
 * A conversation as people paste it into a note: paragraphs that begin with who speaks, `user: …`. One that does not is still of
 * the one before. Null for a text that does not begin so.
 */
export function parseConversation(text: string): Turn[] | null {
  const turns: Turn[] = [];
  for (const paragraph of text
    .replaceAll("\r", "")
    .trim()
    .split(/\n[ \t]*\n/)) {
    const [start, role] = opening.exec(paragraph) ?? [];
    const last = turns.at(-1);
    if (start !== undefined && role !== undefined) {
      turns.push({ role: role.toLowerCase(), text: paragraph.slice(start.length) });
    } else if (last !== undefined) last.text += `\n\n${paragraph}`;
    else return null;
  }
  return turns;
}
