import { type AttributesFile, attributesOf } from "@/lib/globs/git-attributes";

/** Whether the `.gitattributes` down to a path, the root's first, give it to Git LFS. */
export const isLfsPath = (files: readonly AttributesFile[], path: string) =>
  attributesOf(files, path).get("filter") === "lfs";
