import "server-only";
import type { Commit } from "@/contract/content";
import { shortHash } from "@/lib/format/short-hash";

/** What is said of the commit whose files these are. */
export interface CommitFacts {
  commit: Commit;
  /** The refs that lead to it, as `git log` names them. */
  refNames: readonly string[];
}

/**
 * The placeholders of `git log --format` that a commit's own facts answer. Artifacts does not tell the time zone of a commit:
 * dates are in UTC. Others stay as they are written, which is what Git does with those it does not know.
 */
export function formatCommit(format: string, facts: CommitFacts): string {
  return format.replace(/%([ac][neladDtiIsNEL]|[HhTtPpsfbBnDd%]|x[0-9a-fA-F]{2})/g, (whole, name: string) => {
    if (name === "%") return "%";
    if (name === "n") return "\n";
    if (name.startsWith("x")) return String.fromCharCode(Number.parseInt(name.slice(1), 16));
    return (name.length === 2 ? personFact(name, facts) : commitFact(name, facts)) ?? whole;
  });
}

function commitFact(name: string, { commit, refNames }: CommitFacts): string | null {
  const { hash, treeHash, parents, message } = commit;
  const { subject, body } = partsOf(message);
  const facts: Record<string, string> = {
    H: hash,
    h: shortHash(hash),
    T: treeHash,
    t: shortHash(treeHash),
    P: parents.join(" "),
    p: parents.map(shortHash).join(" "),
    s: subject,
    f: subject
      .replace(/[^A-Za-z0-9._]+/g, "-")
      .replace(/\.+/g, ".")
      .replace(/^-|[-.]+$/g, ""),
    b: body === "" ? "" : `${body}\n`,
    B: `${message}\n`,
    D: refNames.join(", "),
    d: refNames.length > 0 ? ` (${refNames.join(", ")})` : "",
  };
  return facts[name] ?? null;
}

/** The subject is the first paragraph in one line. */
function partsOf(message: string): { subject: string; body: string } {
  const [first = "", ...rest] = message.replace(/^\n+/, "").split(/\n[ \t]*\n/);
  return { subject: first.split("\n").join(" ").trimEnd(), body: rest.join("\n\n").replace(/^\n+/, "") };
}

function personFact(name: string, { commit }: CommitFacts): string | null {
  const isAuthor = name.startsWith("a");
  const person = isAuthor ? commit.author : commit.committer;
  const seconds = isAuthor ? commit.authoredAt : commit.committedAt;
  const at = new Date(seconds * 1000);
  if (Number.isNaN(at.getTime())) return null;
  const iso = at.toISOString().slice(0, 19);
  const [weekday = "", day = "", month = "", year = "", time = ""] = at
    .toUTCString()
    .replace(",", "")
    .split(" ");
  const facts: Record<string, string> = {
    n: person.name,
    N: person.name,
    e: person.email,
    E: person.email,
    l: person.email.split("@")[0] ?? "",
    L: person.email.split("@")[0] ?? "",
    t: String(seconds),
    i: `${iso.replace("T", " ")} +0000`,
    I: `${iso}+00:00`,
    s: iso.slice(0, 10),
    d: `${weekday} ${month} ${Number(day)} ${time} ${year} +0000`,
    D: `${weekday}, ${Number(day)} ${month} ${year} ${time} +0000`,
  };
  return facts[name.slice(1)] ?? null;
}
