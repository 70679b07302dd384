export type ObjectType = "commit" | "tree" | "blob" | "tag";

/** What Git hashes before an object's content. */
export function objectHeader(type: ObjectType, sizeBytes: number): string {
  return `${type} ${sizeBytes}\0`;
}
