import type { Commit } from "@/contract/content";
import type { CommitBrief } from "@/lib/wire/answers";

const subjectMaxLength = 200;

/** The line that a list shows of a commit. A message may be megabytes long. */
export function commitBriefOf({ hash, message, author, committedAt }: Commit): CommitBrief {
  const end = message.indexOf("\n");
  const subject = (end < 0 ? message : message.slice(0, end)).slice(0, subjectMaxLength).trim();
  return { hash, subject: subject || "(no message)", author: author.name || "Unknown author", committedAt };
}
