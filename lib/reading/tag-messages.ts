import "server-only";
import { LRUCache } from "lru-cache";
import { parseTag } from "@/gitformat/parse-tag";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { connection } from "@/lib/artifacts/connection";
import type { ContentRepo } from "@/lib/artifacts/content";
import { decodeText } from "@/lib/decoding/decode-text";
import { checkedRemote } from "@/lib/git/checked-remote";
import { fetchObjects } from "@/lib/git/fetch-objects";
import { filterSupportOf } from "@/lib/git/filter-support";
import { type PackLimits, UnaskedObject } from "@/lib/git/read-pack";
import { gitHeaders } from "@/lib/git/refs";
import { perProcess } from "@/lib/process/per-process";
import { splitMessage } from "@/lib/text/split-message";
import { withEmoji } from "@/lib/text/with-emoji.mjs";
import { readTokens } from "@/lib/tokens/read-tokens";
import type { TagMessage, TagMessages } from "@/lib/wire/answers";

const messageMaxLength = 4_000;
const limits: PackLimits = {
  maxBytes: 16 * 1024 * 1024,
  inflatedMaxBytes: 32 * 1024 * 1024,
  objectMaxBytes: 1024 * 1024,
  objectsMax: 20_000,
  types: ["commit", "tag"],
};

/** By the tag's hash: it can never change. */
const kept = perProcess("tag-messages", () => new LRUCache<string, TagMessage>({ max: 5_000 }));

/**
 * What annotated tags say, by hash. No REST route reads a tag, so Git's own fetch does: all of them in one request, without
 * a single file or tree. Not possible where the remote does not offer filters: it would send whole trees along.
 */
export async function readTagMessages(
  repo: ContentRepo,
  remote: string,
  hashes: readonly string[],
): Promise<TagMessages> {
  const { apiBase, account } = connection();
  const keyOf = (hash: string) => [apiBase, account, repo.id, hash].join("\n");
  const missing = [...new Set(hashes)].filter((hash) => !kept().has(keyOf(hash)));
  if (missing.length > 0) {
    const packed = await readTokens().use({ namespace: repo.namespace, name: repo.name }, (secret) =>
      fetchTags(checkedRemote(remote), gitHeaders(secret), missing),
    );
    if (packed === null) return { isPossible: false, notes: {} };
    for (const hash of missing) {
      const content = packed.get(hash);
      if (content !== undefined) kept().set(keyOf(hash), readTag(content));
    }
  }
  const notes: TagMessages["notes"] = {};
  for (const hash of hashes) {
    const note = kept().get(keyOf(hash));
    if (note !== undefined) notes[hash] = note;
  }
  return { isPossible: true, notes };
}

/** One tag that cannot be had costs twice the logarithm of the fifty on a page; a remote that keeps failing is left alone. */
const fetchesMax = 14;

/**
 * The tags, and of the commits they lead to nothing but themselves. A tag of a file, one of megabytes and one whose object is
 * missing end the fetch that asks for them: what came before is kept, and the rest asked for in halves. Null where nothing comes
 * without its files.
 */
async function fetchTags(
  remote: string,
  headers: Record<string, string>,
  hashes: readonly string[],
): Promise<Map<string, Buffer> | null> {
  if ((await filterSupportOf(remote, headers)) === "nothing") return null;
  const tags = new Map<string, Buffer>();
  const groups = [hashes];
  const failures: unknown[] = [];
  for (let fetches = 0; groups.length > 0 && fetches < fetchesMax; fetches += 1) {
    const wants = groups.shift() ?? [];
    const failure = await fetchInto(tags, { remote, headers, wants, filter: "tree:0", limits });
    if (failure === null) continue;
    failures.push(failure);
    const left = wants.filter((hash) => !tags.has(hash));
    const middle = Math.ceil(left.length / 2);
    const halves = wants.length > 1 ? [left.slice(0, middle), left.slice(middle)] : [];
    groups.push(...halves.filter((half) => half.length > 0));
  }
  if (tags.size > 0) return tags;
  if (failures.some((failure) => failure instanceof UnaskedObject)) return null;
  // One tag alone may be at fault; of several, all of them are not.
  if (failures.length > 1) throw failures[0];
  return tags;
}

/** Adds the tags that come. Null, or why not all of them did. */
async function fetchInto(
  tags: Map<string, Buffer>,
  asked: Parameters<typeof fetchObjects>[0],
): Promise<UnaskedObject | ArtifactsError | null> {
  try {
    for await (const { hash, type, content } of fetchObjects(asked, new AbortController().signal)) {
      if (type === "tag") tags.set(hash, content);
    }
    return null;
  } catch (error) {
    if (error instanceof UnaskedObject) return error;
    if (error instanceof ArtifactsError && error.kind === "upstream") return error;
    throw error;
  }
}

const signature = /^-----BEGIN (PGP|SSH) (SIGNATURE|MESSAGE)-----/m;

function readTag(content: Buffer): TagMessage {
  const { tagger, message } = parseTag(content, (bytes) => decodeText(bytes)?.text ?? "");
  const signed = message.search(signature);
  const { subject, body } = splitMessage(signed < 0 ? message : message.slice(0, signed), "");
  return {
    tagger: tagger?.name ?? "",
    taggedAt: tagger?.atSeconds ?? null,
    message: withEmoji(`${subject}\n\n${body}`).trim().slice(0, messageMaxLength),
  };
}
