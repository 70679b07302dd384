import { decodeLabel } from "./decode-label";
import { encodingLabel } from "./encoding-label";

/**
 * Text out of a Git object. By its commit's `encoding` header where that names one we know, else UTF-8. Bytes that are neither
 * are read as the header says all the same, broken ones replaced; without a header as Latin-1, which is what undeclared text
 * mostly is and which never fails.
 */
export function decodeText(bytes: Buffer, encoding: string | null): string {
  const label = encoding === null ? null : declared(encoding);
  return (
    (label === null ? null : decodeLabel(bytes, label, true)) ??
    decodeLabel(bytes, "utf-8", true) ??
    (label === null || label === "utf-8" ? null : decodeLabel(bytes, label)) ??
    bytes.toString("latin1")
  );
}

/** A commit's headers are ASCII and hold no NUL: whoever says UTF-16 does not mean these bytes. */
function declared(encoding: string): string | null {
  const label = encodingLabel(encoding);
  return label?.startsWith("utf-16") ? null : label;
}
