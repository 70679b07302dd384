import { flushText, pktText } from "@/gitformat/pkt-line";

/** A ref as it is advertised to a client. */
export interface AdvertisedRef {
  /** `HEAD` or a full name. */
  ref: string;
  hash: string;
  /** What an annotated tag leads to in the end; null for anything else. */
  peeled: string | null;
  /** The ref that a symbolic ref points at. */
  target: string | null;
}

const linesPerChunk = 2000;

/**
 * The refs as protocol v0 opens with them (gitprotocol-pack): capabilities behind the first, tags peeled when asked
 * for. `shallow` are the commits at which the repo's own history ends.
 */
export function* refAdvertisement(
  refs: readonly AdvertisedRef[],
  options: { capabilities: string; isPeeled: boolean; shallow: readonly string[] },
): Generator<Buffer> {
  let capabilities = `\0${options.capabilities}`;
  let lines: string[] = [];
  for (const { ref, hash, peeled } of refs) {
    lines.push(pktText(`${hash} ${ref}${capabilities}\n`));
    capabilities = "";
    if (options.isPeeled && peeled !== null) lines.push(pktText(`${peeled} ${ref}^{}\n`));
    if (lines.length >= linesPerChunk) yield Buffer.from(lines.splice(0).join(""), "utf8");
  }
  if (capabilities !== "") lines = [pktText(`${"0".repeat(40)} capabilities^{}${capabilities}\n`)];
  for (const hash of options.shallow) lines.push(pktText(`shallow ${hash}\n`));
  yield Buffer.from(lines.join("") + flushText, "utf8");
}

export interface LsRefsRequest {
  wantsPeeled: boolean;
  wantsSymrefs: boolean;
  wantsUnborn: boolean;
  /** Beginnings of names; none means all refs. */
  prefixes: readonly string[];
}

/** The answer to `ls-refs` (gitprotocol-v2). `refs` are those that the prefixes let through. */
export function* lsRefsAnswer(
  refs: readonly AdvertisedRef[],
  unbornHead: string | null,
  request: LsRefsRequest,
): Generator<Buffer> {
  let lines: string[] = [];
  if (unbornHead !== null && request.wantsUnborn && request.wantsSymrefs && isWanted("HEAD", request)) {
    lines.push(pktText(`unborn HEAD symref-target:${unbornHead}\n`));
  }
  for (const { ref, hash, peeled, target } of refs) {
    const symref = request.wantsSymrefs && target !== null ? ` symref-target:${target}` : "";
    const behind = request.wantsPeeled && peeled !== null ? ` peeled:${peeled}` : "";
    lines.push(pktText(`${hash} ${ref}${symref}${behind}\n`));
    if (lines.length >= linesPerChunk) {
      yield Buffer.from(lines.join(""), "utf8");
      lines = [];
    }
  }
  yield Buffer.from(lines.join("") + flushText, "utf8");
}

/** Whether the request's prefixes let this ref through. */
export function isWanted(ref: string, request: LsRefsRequest): boolean {
  return request.prefixes.length === 0 || request.prefixes.some((prefix) => ref.startsWith(prefix));
}

/** What Git's advertisement of refs says it can do, without what is about one repo. */
export function capabilitiesOf(advertisement: Buffer): string {
  const [, capabilities = ""] = /^[^\0]*\0([^\n]*)\n/.exec(advertisement.toString("latin1")) ?? [];
  return capabilities
    .split(" ")
    .filter((each) => !each.startsWith("symref="))
    .join(" ");
}

/** With the symbolic refs in, where Git has them. */
export function withSymref(capabilities: string, target: string | null): string {
  if (target === null) return capabilities;
  // Git names them before what depends on its settings.
  const at = capabilities.search(/ (filter|object-format=)/);
  const end = at < 0 ? capabilities.length : at;
  return `${capabilities.slice(0, end)} symref=HEAD:${target}${capabilities.slice(end)}`;
}
