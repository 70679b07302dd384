import { z } from "zod";

/** A name as the reference allows it: a letter or digit, then letters, digits, `.`, `_`, `-`. */
const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/;

export const namespaceName = z
  .string()
  .min(2, "A namespace name has at least 2 characters.")
  .max(63, "A namespace name has at most 63 characters.")
  .regex(
    namePattern,
    "A namespace name starts with a letter or digit and contains only letters, digits, '.', '_' and '-'.",
  );

/** Longest repo name we create. Not published by the reference; one path segment on every file system. */
export const repoNameMaxLength = 200;

export const repoName = z
  .string()
  .min(1, "A repo name is required.")
  .max(repoNameMaxLength, `A repo name has at most ${repoNameMaxLength} characters.`)
  .regex(
    namePattern,
    "A repo name starts with a letter or digit and contains only letters, digits, '.', '_' and '-'.",
  );

/** Of a repo to be made. `…/name.git` is the remote of `name`: a repo called so could not be told from it. */
export const newRepoName = repoName.refine(
  (name) => !/\.git$/i.test(name),
  "A repo name does not end with .git: its remote does.",
);

export const objectHash = z.string().regex(/^[0-9a-f]{40}$/, "Invalid SHA-1 hash");

/**
 * Whether `name` is a ref name Git accepts, by the rules of git-check-ref-format(1). Expressions such as
 * `main~1`, `@{-1}` or `main:file` are not, so a checked name can never be read as one.
 */
export function isRefName(name: string): boolean {
  if (name.length === 0 || name.length > 1024 || name === "@") return false;
  if (name.startsWith("/") || name.endsWith("/") || name.endsWith(".")) return false;
  if (name.includes("..") || name.includes("//") || name.includes("@{")) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  if (/[\x00-\x20\x7f~^:?*[\\]/.test(name)) return false;
  return name.split("/").every((part) => !part.startsWith(".") && !part.endsWith(".lock"));
}

export const branchName = z
  .string()
  .max(255, "A branch name has at most 255 characters.")
  // As git-branch(1): it takes no name that begins with a dash, though a push may bring one.
  .refine((name) => isRefName(name) && name !== "HEAD" && !name.startsWith("-"), "Not a valid branch name.");
