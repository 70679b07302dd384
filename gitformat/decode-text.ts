/**
 * Text out of a Git object. By its commit's `encoding` header where that names one we know, else UTF-8; bytes that are
 * not UTF-8 are read as Latin-1, which is what undeclared text mostly is and which never fails.
 */
export function decodeText(bytes: Buffer, encoding: string | null): string {
  return (
    (encoding === null ? null : decodeAs(bytes, encoding)) ??
    decodeAs(bytes, "utf-8") ??
    bytes.toString("latin1")
  );
}

function decodeAs(bytes: Buffer, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
