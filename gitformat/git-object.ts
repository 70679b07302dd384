import { createHash } from "node:crypto";
import { type ObjectType, objectHeader } from "./object-header";

export interface GitObject {
  hash: string;
  type: ObjectType;
  content: Buffer;
}

/** The object that Git stores for this content, under the hash Git gives it. */
export function makeObject(type: ObjectType, content: Buffer): GitObject {
  const hash = createHash("sha1").update(objectHeader(type, content.length)).update(content).digest("hex");
  return { hash, type, content };
}
