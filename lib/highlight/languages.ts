import "server-only";
import { bundledLanguagesInfo } from "shiki/langs";
import { fileTypes } from "./file-types";

const plainNames = ["text", "txt", "plain", "plaintext", "none"];

const titleOfId = new Map<string, string>([
  ["text", "Plain text"],
  ...bundledLanguagesInfo.map(({ id, name }) => [id, name] as const),
]);

/** As Linguist compares names. */
const plainName = (name: string) => name.trim().toLowerCase().replace(/[\s_]/g, "-");

/** Shiki's own names first, then titles, the names of other programs, and endings. */
const idOfName = new Map<string, string>(
  [
    ...Object.entries(fileTypes).flatMap(([id, { aliases = "", endings = "" }]) =>
      [...endings.split(" "), ...aliases.split(" ")].map((name) => [name, id] as const),
    ),
    ...bundledLanguagesInfo.map(({ id, name }) => [name, id] as const),
    ...bundledLanguagesInfo.flatMap(({ id, aliases = [] }) => aliases.map((name) => [name, id] as const)),
    ...bundledLanguagesInfo.map(({ id }) => [id, id] as const),
    ...plainNames.map((name) => [name, "text"] as const),
  ]
    .filter(([name]) => name !== "")
    .map(([name, id]) => [plainName(name), id]),
);

/**
 * The one id of a language, from an id, a name or an ending in any case (`JS` and `Objective C++` are names), also as the words behind
 * a Markdown fence have it: `rust,ignore`, `{r setup}`. `text` is a language; null is unknown.
 */
export function languageId(name: string): string | null {
  const [, bare = ""] = /^\s*\{?\.?([^,:{}\s]+)/.exec(name) ?? [];
  return idOfName.get(plainName(name)) ?? idOfName.get(plainName(bare)) ?? null;
}

/** The language's name as people write it: `TypeScript`. */
export function languageTitle(id: string): string {
  return titleOfId.get(id) ?? id;
}

/** Every language there is, plain text first, the others by title. */
export function listLanguages(): { id: string; names: string[] }[] {
  const known = bundledLanguagesInfo
    .map(({ id, name, aliases }) => ({ id, names: [name, id, ...(aliases ?? [])] }))
    .toSorted((a, b) => (a.names[0] ?? "").localeCompare(b.names[0] ?? "", "en", { sensitivity: "base" }));
  return [{ id: "text", names: ["Plain text", ...plainNames] }, ...known];
}
