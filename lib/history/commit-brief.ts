import type { Commit } from "@/contract/content";
import { splitMessage } from "@/lib/text/split-message";
import { withEmoji } from "@/lib/text/with-emoji.mjs";
import type { CommitBrief } from "@/lib/wire/answers";

/** The line that a list shows of a commit. */
export function commitBriefOf({ hash, message, author, committedAt }: Commit): CommitBrief {
  return {
    hash,
    subject: withEmoji(splitMessage(message).subject),
    author: author.name || "Unknown author",
    committedAt,
  };
}
