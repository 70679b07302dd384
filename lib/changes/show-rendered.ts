import "server-only";
import { type Aligned, alignItems } from "./align-items";
import type { BlockChange } from "./block-change";
import { diffItems } from "./diff-items";
import { leaveOut } from "./leave-out";
import type { LookOrder, Made } from "./look-order";
import { splitBlocks } from "./split-blocks";

const textMaxChars = 256 * 1024;
/** Each is rendered by itself. */
const stretchesMax = 300;

/** A Markdown file's change by the blocks of its text. */
export async function showRendered({ diff, owner }: LookOrder): Promise<Made> {
  if ([diff.before, diff.after].some(({ text }) => text.length > textMaxChars)) {
    return { refused: "This file is too large to be compared as rendered text, so here is its source." };
  }
  const [before, after] = [blocksOf(diff.before.text), blocksOf(diff.after.text)];
  const runs = await diffItems(before, after, owner);
  if (runs === null)
    return { refused: "Comparing the text takes too long, so here is its source.", mayPass: true };
  if (runs.length === 0) {
    return { refused: "The text reads as it did: only its line ends or empty lines have changed." };
  }
  const blocks = alignItems({ before, after, runs, isPair: () => true }).map((at) =>
    blockOf(at, before, after),
  );
  const stretches = join(
    leaveOut(blocks, ({ kind }) => kind === "kept").map((block): BlockChange => {
      if (!("leftOut" in block)) return block;
      return { kind: "left-out", source: sourceOf(block.leftOut), count: block.leftOut.length };
    }),
  );
  if (stretches.length > stretchesMax) {
    return { refused: "More blocks have changed than are rendered here, so here is the source." };
  }
  const definitions = { before: definitionsIn(before), after: definitionsIn(after) };
  return { name: "rendered", blocks: stretches.map((block) => withDefinitions(block, definitions)) };
}

/** A block that is rendered alone must not pass for front matter, which only the first one is. */
const blocksOf = (text: string) =>
  splitBlocks(text).map((block, at) => (at > 0 && block.startsWith("---") ? `\n${block}` : block));

function blockOf({ before: old, after: now }: Aligned, before: string[], after: string[]): BlockChange {
  const [gone, come] = [old === null ? null : (before[old] ?? ""), now === null ? null : (after[now] ?? "")];
  if (gone === null) return { kind: "added", source: come ?? "" };
  if (come === null) return { kind: "removed", source: gone };
  return gone === come ? { kind: "kept", source: come } : { kind: "changed", before: gone, after: come };
}

const sourceOf = (blocks: readonly BlockChange[]) =>
  blocks.map((block) => ("source" in block ? block.source : block.after)).join("\n\n");

/** Neighbours of one kind are rendered as one: the items of a list may each be a block. */
function join(blocks: readonly BlockChange[]): BlockChange[] {
  const joined: BlockChange[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (last?.kind === block.kind && block.kind !== "changed" && block.kind !== "left-out") {
      joined[joined.length - 1] = { kind: block.kind, source: sourceOf([last, block]) };
    } else joined.push(block);
  }
  return joined;
}

interface Definition {
  /** `[label]`, in small letters. */
  label: string;
  line: string;
}

const definitionsMax = 500;

/** Where the links of a text lead that are written `[text][label]`: they are defined elsewhere in it. Those of footnotes stay where they are. */
function definitionsIn(blocks: readonly string[]): Definition[] {
  return blocks
    .filter((block) => block.trimStart().startsWith("["))
    .flatMap((block) => block.split("\n"))
    .flatMap((line) => {
      const [, label] = /^ {0,3}(\[[^\]^][^\]]{0,200}\]):\s*\S/.exec(line) ?? [];
      return label === undefined ? [] : [{ label: label.toLowerCase(), line }];
    })
    .slice(0, definitionsMax);
}

function withDefinitions(
  block: BlockChange,
  { before, after }: { before: readonly Definition[]; after: readonly Definition[] },
): BlockChange {
  const add = (source: string, definitions: readonly Definition[]) => {
    const text = source.toLowerCase();
    const used = definitions.filter(({ label, line }) => text.includes(label) && !source.includes(line));
    return used.length === 0 ? source : `${source}\n\n${used.map(({ line }) => line).join("\n")}`;
  };
  if (block.kind === "changed") {
    return { kind: block.kind, before: add(block.before, before), after: add(block.after, after) };
  }
  return { ...block, source: add(block.source, block.kind === "removed" ? before : after) };
}
