import "server-only";
import { bundledLanguagesInfo } from "shiki/langs";

const plainNames = ["text", "txt", "plain", "plaintext", "none"];

const idOfName = new Map<string, string>([
  ...plainNames.map((name) => [name, "text"] as const),
  ...bundledLanguagesInfo.flatMap(({ id, aliases }) =>
    [id, ...(aliases ?? [])].map((name) => [name.toLowerCase(), id] as const),
  ),
]);

const titleOfId = new Map<string, string>([
  ["text", "Plain text"],
  ...bundledLanguagesInfo.map(({ id, name }) => [id, name] as const),
]);

/** The one id of a language, from an id or any alias in any case (`JS` → `javascript`). `text` is a language; null is unknown. */
export function languageId(name: string): string | null {
  return idOfName.get(name.trim().toLowerCase()) ?? null;
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
