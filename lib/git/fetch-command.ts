import { delimiterText, flushText, pktText } from "@/gitformat/pkt-line";

interface FetchWanted {
  wants: readonly string[];
  /** As `git rev-list --filter` has it; null leaves nothing out. */
  filter: string | null;
  /** Commits of which everything is there already, as far as `shallow` does not say otherwise. */
  haves?: readonly string[];
  /** Commits that are there and whose parents are not. */
  shallow?: readonly string[];
  /** How many commits deep; null: down to the roots. */
  depth: number | null;
}

/** A fetch of Git's second protocol as one message (gitprotocol-v2). Each delta of its answer has its base in the same pack. */
export function fetchCommand({ wants, filter, haves = [], shallow = [], depth }: FetchWanted): string {
  return [
    pktText("command=fetch\n"),
    delimiterText,
    pktText("no-progress\n"),
    ...shallow.map((hash) => pktText(`shallow ${hash}\n`)),
    ...(depth === null ? [] : [pktText(`deepen ${depth}\n`)]),
    ...(filter === null ? [] : [pktText(`filter ${filter}\n`)]),
    ...wants.map((hash) => pktText(`want ${hash}\n`)),
    ...haves.map((hash) => pktText(`have ${hash}\n`)),
    pktText("done\n"),
    flushText,
  ].join("");
}
