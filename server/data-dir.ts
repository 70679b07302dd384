import { randomBytes } from "node:crypto";
import { access, constants, link, mkdir, open, readFile, rm } from "node:fs/promises";
import path from "node:path";

/** Makes the data folder for its owner alone, or checks that the one there can be written. */
export async function prepareDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    // Permission bits do not show everything (a read-only mount, a full disk): a write does.
    const probe = path.join(dataDir, `.probe-${randomBytes(6).toString("hex")}`);
    await (await open(probe, "wx", 0o600)).close();
    await rm(probe);
  } catch (error) {
    throw new DataDirError(dataDir, error);
  }
}

class DataDirError extends Error {
  constructor(dataDir: string, cause: unknown) {
    super(`The data folder ${dataDir} cannot be written${reasonOf(cause)}.`, { cause });
    this.name = "DataDirError";
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
}

/** The API token kept in the data folder, made at its first use: whole or not there, and for its owner alone. */
export async function keepApiToken(dataDir: string): Promise<string> {
  const file = path.join(dataDir, "api-token");
  const kept = await readToken(file);
  if (kept !== null) return kept;

  const draft = path.join(dataDir, `.api-token-${randomBytes(6).toString("hex")}`);
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(`vitrine_${randomBytes(32).toString("hex")}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    // Unlike a rename, a link never replaces a token that another process has just put there.
    await link(draft, file);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const made = await readToken(file);
  if (made === null) throw new Error(`The file ${file} holds no token.`);
  return made;
}

async function readToken(file: string): Promise<string | null> {
  try {
    const text = (await readFile(file, "utf8")).trim();
    return text === "" ? null : text;
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
