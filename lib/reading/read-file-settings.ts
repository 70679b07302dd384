import "server-only";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { type ContentRepo, getBlob } from "@/lib/artifacts/content";
import type { DecodeHints } from "@/lib/decoding/decode-text";
import { parseEditorConfig, propertiesOf } from "@/lib/globs/editor-config";
import { type AttributeState, type AttributesFile, attributesOf } from "@/lib/globs/git-attributes";
import { type Level, readLevels } from "@/lib/paths/read-levels";
import { encodingNamed } from "@/lib/text/encodings";
import { readAttributes } from "./read-attributes";

/** What the files that settle how others are read say of one: `.gitattributes` and `.editorconfig`. */
export interface FileSettings {
  /** As the file names it, for instance `Objective-C++`. */
  language: string | null;
  /** Nobody wrote it here, as the repo's own people say. */
  origins: ("generated" | "vendored" | "documentation")[];
  encodings: Pick<DecodeHints, "attribute" | "workingTree">;
  /** Columns of a tab. */
  tabSize: number | null;
}

export const noFileSettings: FileSettings = { language: null, origins: [], encodings: {}, tabSize: null };

/** Files that settle something for a path are looked for in no more directories: the root and the nearest ones. */
const levelsMax = 32;
const editorConfigMaxBytes = 64 * 1024;
const tabSizeMax = 16;
const origins = ["generated", "vendored", "documentation"] as const;

/**
 * By hash: the trees are those on the way to the file, and what is read of them is read at once. What cannot be read says nothing.
 */
export async function readFileSettings(
  repo: ContentRepo,
  rootTreeHash: string,
  path: string,
): Promise<FileSettings> {
  return orElse(noFileSettings, async () => {
    const levels = await levelsAbove(repo, rootTreeHash, path);
    const [attributes, configs] = await Promise.all([
      readAttributes(repo, levels),
      Promise.all(levels.map((level) => readEditorConfig(repo, level))),
    ]);
    const said = attributesOf(attributes, path);
    return {
      language: languageIn(said),
      origins: origins.filter((name) => isSet(said.get(`linguist-${name}`))),
      encodings: encodingsIn(said),
      tabSize: tabSizeIn(
        propertiesOf(
          configs.filter((config) => config !== null),
          path,
        ),
      ),
    };
  });
}

/** The encodings alone, for what shows no more of a file than its text. */
export async function readEncodings(
  repo: ContentRepo,
  rootTreeHash: string,
  path: string,
): Promise<FileSettings["encodings"]> {
  return orElse({}, async () => {
    const attributes = await readAttributes(repo, await levelsAbove(repo, rootTreeHash, path));
    return encodingsOf(attributes, path);
  });
}

/** As `readEncodings`, of `.gitattributes` that are read. */
export const encodingsOf = (files: readonly AttributesFile[], path: string) =>
  encodingsIn(attributesOf(files, path));

async function orElse<T>(fallback: T, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ArtifactsError) return fallback;
    throw error;
  }
}

async function levelsAbove(repo: ContentRepo, rootTreeHash: string, path: string): Promise<Level[]> {
  const levels = await readLevels(repo, rootTreeHash, path.split("/").slice(0, -1).join("/"));
  return levels.filter((_, index) => index === 0 || index > levels.length - levelsMax);
}

async function readEditorConfig(repo: ContentRepo, { path, entries }: Level) {
  const file = entries.find(
    ({ name, type }) => name === ".editorconfig" && (type === "blob" || type === "exec"),
  );
  if (file === undefined) return null;
  const { bytes } = await getBlob(repo, file.hash, { maxBytes: editorConfigMaxBytes });
  return parseEditorConfig(Buffer.from(bytes).toString(), path);
}

type Said = ReadonlyMap<string, Exclude<AttributeState, null>>;

const textOf = (said: Said, name: string) => {
  const value = said.get(name);
  return typeof value === "string" && value !== "" ? value : null;
};

/** GitLab's attribute may go on with `?`. */
const languageIn = (said: Said) =>
  textOf(said, "linguist-language") ?? textOf(said, "gitlab-language")?.split("?")[0] ?? null;

const isSet = (state: AttributeState | undefined) =>
  state === true || (typeof state === "string" && state !== "false");

function encodingsIn(said: Said): FileSettings["encodings"] {
  return {
    attribute: encodingNamed(textOf(said, "encoding") ?? ""),
    workingTree: encodingNamed(textOf(said, "working-tree-encoding") ?? ""),
  };
}

function tabSizeIn(properties: ReadonlyMap<string, string>): number | null {
  const indent = properties.get("indent_style") === "tab" ? properties.get("indent_size") : undefined;
  for (const written of [properties.get("tab_width"), indent]) {
    if (written !== undefined && /^\d{1,2}$/.test(written)) {
      const size = Number(written);
      if (size >= 1 && size <= tabSizeMax) return size;
    }
  }
  return null;
}
