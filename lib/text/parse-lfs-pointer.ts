export interface LfsPointer {
  /** SHA-256 of the content, in hex. */
  oid: string;
  sizeBytes: number;
}

/** A file of this size or more is none: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
export const lfsPointerLimitBytes = 1024;

/**
 * The pointer that a file is when its content lies in Git LFS, else null. As Git LFS itself reads one: keys in order, one line
 * each, whatever the line endings; empty lines and space around it do not count.
 */
export function parseLfsPointer(text: string): LfsPointer | null {
  if (text.length >= lfsPointerLimitBytes) return null;
  const lines = text.trim().split(/\r?\n/);
  const [version, ...rest] = lines.filter((line) => line !== "");
  if (version !== "version https://git-lfs.github.com/spec/v1") return null;
  const values = new Map<string, string>();
  let last = "";
  for (const line of rest) {
    const [, key, value] = /^([a-z0-9.-]+) ([^\r\n]+)$/.exec(line) ?? [];
    if (key === undefined || value === undefined || key <= last) return null;
    values.set(key, value);
    last = key;
  }
  const oid = /^sha256:([0-9a-f]{64})$/.exec(values.get("oid") ?? "")?.[1];
  const size = /^(0|[1-9]\d{0,14})$/.exec(values.get("size") ?? "")?.[1];
  return oid === undefined || size === undefined ? null : { oid, sizeBytes: Number(size) };
}
