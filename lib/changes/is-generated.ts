import type { AttributeState } from "@/lib/globs/git-attributes";

/** Written by package managers, and named by nobody in `.gitattributes`. */
const lockFiles = new Set([
  "Cargo.lock",
  "Gemfile.lock",
  "Pipfile.lock",
  "bun.lock",
  "composer.lock",
  "deno.lock",
  "flake.lock",
  "go.sum",
  "npm-shrinkwrap.json",
  "package-lock.json",
  "pnpm-lock.yaml",
  "poetry.lock",
  "uv.lock",
  "yarn.lock",
]);

/** Whether nobody wrote a file by hand: as `linguist-generated` says, or else its name. */
export function isGenerated(
  path: string,
  attributes: ReadonlyMap<string, Exclude<AttributeState, null>>,
): boolean {
  const said = attributes.get("linguist-generated");
  if (said !== undefined) return said === true || (typeof said === "string" && said !== "false");
  const name = path.slice(path.lastIndexOf("/") + 1);
  return lockFiles.has(name) || /\.min\.(js|css)$/.test(name);
}
