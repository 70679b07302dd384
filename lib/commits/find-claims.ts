/** Beyond this a message is data. */
const lookedAtLength = 200_000;

/** Keys that agents write, in paragraphs of their own too. */
const agentKey =
  /^(?:Co-authored-by|Assisted-by|Generated-(?:by|with)|Made-with|Claude-[A-Za-z-]+|Agent-Logs-Url|Replit-[A-Za-z-]+|Entire-[A-Za-z-]+)$/i;

const keyed = /^([A-Za-z][A-Za-z-]{0,60}):[ \t]+(\S.*)$/gm;
/** As Claude Code ends its messages. */
const generated = /^[^\w\n]{0,8}(Generated (?:with|by)) \[([^\]\n]{1,80})\]\((https?:\/\/[^\s)]{1,500})\)/gim;

/** Whether a trailer of this key tells of an agent, whoever wrote it. */
export const isAgentKey = (key: string) => agentKey.test(key) && !/^co-authored-by$/i.test(key);

/** What agents leave in a message outside of its trailers: lines with the keys that they use. */
export function findClaims(message: string): { key: string; value: string }[] {
  const text = message.slice(0, lookedAtLength).replaceAll("\r", "");
  const below = text.slice(text.search(/\S[^\n]*\n|$/)).replace(/^[^\n]*/, "");
  const claims: { key: string; value: string }[] = [];
  for (const [, key = "", value = ""] of below.matchAll(keyed)) {
    if (agentKey.test(key)) claims.push({ key, value: value.trim() });
  }
  for (const [, key = "", name = "", url = ""] of below.matchAll(generated)) {
    claims.push({ key, value: `${name} (${url})` });
  }
  return claims;
}
