export interface LfsPointer {
  /** SHA-256 of the content, in hex. */
  oid: string;
  sizeBytes: number;
}

/** Pointers are smaller than this: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const maxChars = 1024;

/** The pointer that a file is when its content lies in Git LFS, else null. */
export function parseLfsPointer(text: string): LfsPointer | null {
  if (text.length >= maxChars || !text.startsWith("version https://git-lfs.github.com/spec/v1\n"))
    return null;
  const oid = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
  const size = /^size (\d{1,15})$/m.exec(text)?.[1];
  return oid === undefined || size === undefined ? null : { oid, sizeBytes: Number(size) };
}
