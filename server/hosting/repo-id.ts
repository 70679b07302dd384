import { randomBytes } from "node:crypto";

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

/** `repo_` and 26 letters of 5 random bits each. Ids are never used twice, so a repo's folder is never another's. */
export function makeRepoId(): string {
  let id = "repo_";
  for (const byte of randomBytes(26)) id += alphabet.charAt(byte & 31);
  return id;
}
