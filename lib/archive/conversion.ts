import "server-only";
import type { attributesOf } from "@/lib/globs/git-attributes";

/** What Git does to a file's bytes when it writes them, in this order. */
export interface Conversion {
  /** `$Id$` becomes the blob's hash. */
  hasIdent: boolean;
  /** `auto`: only of what looks like text with LF alone. */
  crlf: "always" | "auto" | null;
  /** As `.gitattributes` names it. */
  encoding: string | null;
  /** `$Format:…$` becomes what the commit says. */
  isSubstituted: boolean;
}

/** Null where the bytes stay as they are, as of nearly all files. Rules of convert.c in Git, where nobody configured anything. */
export function conversionOf(attributes: ReturnType<typeof attributesOf>): Conversion | null {
  const encoding = attributes.get("working-tree-encoding");
  const conversion: Conversion = {
    hasIdent: attributes.get("ident") === true,
    crlf: crlfOf(attributes),
    encoding: typeof encoding === "string" && !/^(utf-?8)?$/i.test(encoding) ? encoding : null,
    isSubstituted: attributes.get("export-subst") === true,
  };
  const { hasIdent, crlf, isSubstituted } = conversion;
  return hasIdent || crlf !== null || conversion.encoding !== null || isSubstituted ? conversion : null;
}

type TextKind = "text" | "binary" | "input" | "auto" | null;

function textKindOf(state: boolean | string | undefined): TextKind {
  if (typeof state === "boolean") return state ? "text" : "binary";
  return state === "input" || state === "auto" ? state : null;
}

function crlfOf(attributes: ReturnType<typeof attributesOf>): Conversion["crlf"] {
  const kind = textKindOf(attributes.get("text")) ?? textKindOf(attributes.get("crlf"));
  if (kind === "binary" || attributes.get("eol") !== "crlf") return null;
  return kind === "auto" ? "auto" : "always";
}
