import { decodeText } from "./decode-text";
import { type Person, parsePerson } from "./parse-person";
import { readHeaders } from "./read-headers";

/** What a commit object says beyond what the wire gives of it. */
export interface CommitFacts {
  /** Null where the commit has no such line. */
  author: Person | null;
  committer: Person | null;
  /** As its header names it; null for UTF-8, which needs none. */
  encoding: string | null;
  /** What made its signature; null where it has none. Nothing is verified. */
  signedWith: "PGP" | "SSH" | "X.509" | "unknown" | null;
}

/** The facts of a commit object's content. */
export function parseCommitFacts(content: Buffer): CommitFacts {
  const lines = new Map<string, Buffer>();
  readHeaders(content, (name, value) => {
    if (!lines.has(name)) lines.set(name, value);
  });
  const encoding = lines.get("encoding")?.toString("latin1").trim() ?? null;
  const personOf = (name: string) => {
    const line = lines.get(name);
    return line === undefined ? null : parsePerson(line, (bytes) => decodeText(bytes, encoding));
  };
  const signature = lines.get("gpgsig") ?? lines.get("gpgsig-sha256");
  return {
    author: personOf("author"),
    committer: personOf("committer"),
    encoding,
    signedWith: signature === undefined ? null : makerOf(signature.toString("latin1")),
  };
}

function makerOf(firstLine: string): CommitFacts["signedWith"] {
  if (/^-----BEGIN PGP (SIGNATURE|MESSAGE)-----/.test(firstLine)) return "PGP";
  if (firstLine.startsWith("-----BEGIN SSH SIGNATURE-----")) return "SSH";
  return firstLine.startsWith("-----BEGIN SIGNED MESSAGE-----") ? "X.509" : "unknown";
}
