import "server-only";
import { randomBytes } from "node:crypto";
import { appendFile, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { z } from "zod";

interface JournalOptions<T extends z.ZodType> {
  folder: string;
  /** Of the file that is written to; the full ones before it carry the time as well. */
  name: string;
  entry: T;
  /** Hears each entry, in order: those of earlier runs, of other processes and of this one. Hearing one twice changes nothing. */
  onEntry: (entry: z.output<T>) => void;
  segmentBytes?: number;
  /** Beyond these the oldest file goes. */
  segmentsMax?: number;
}

export interface Journal<T> {
  /** Throws what the file system throws. */
  append(entry: T): Promise<void>;
  /** Reads what was written since the last call, by whomever. */
  catchUp(): Promise<void>;
}

/**
 * Small facts that outlive the process, one JSON line each, in files of a bounded size and number. Several processes may share
 * them: a line is one write at the end of the file, and a full file is renamed, never rewritten, so that a process that
 * still writes to it loses nothing.
 */
export function openJournal<T extends z.ZodType>({
  folder,
  name,
  entry: schema,
  onEntry,
  segmentBytes = 1024 * 1024,
  segmentsMax = 8,
}: JournalOptions<T>): Journal<z.input<T>> {
  const current = path.join(folder, `${name}.jsonl`);
  const isSegment = (file: string) => file.startsWith(`${name}.`) && file.endsWith(".jsonl");
  /** How far each file was read, by what stays the same when it is renamed. */
  const readUpTo = new Map<string, number>();
  let reading = Promise.resolve();

  async function segments(): Promise<string[]> {
    const files = await readdir(folder).catch(() => []);
    const full = files.filter((file) => isSegment(file) && file !== `${name}.jsonl`).sort();
    return full.map((file) => path.join(folder, file));
  }

  async function makeRoom(): Promise<void> {
    const size = await stat(current).then(
      (found) => found.size,
      () => 0,
    );
    if (size < segmentBytes) return;
    const stamp = `${Date.now()}-${randomBytes(3).toString("hex")}`;
    // Another process may have been faster.
    await rename(current, path.join(folder, `${name}.${stamp}.jsonl`)).catch(() => undefined);
    const full = await segments();
    const surplus = full.slice(0, Math.max(0, full.length - (segmentsMax - 1)));
    await Promise.all(surplus.map((file) => rm(file, { force: true })));
  }

  async function read(file: string): Promise<void> {
    const handle = await open(file, "r").catch(() => null);
    if (handle === null) return;
    try {
      const { dev, ino, birthtimeNs, size } = await handle.stat({ bigint: true });
      const key = `${dev}:${ino}:${birthtimeNs}`;
      const from = readUpTo.get(key) ?? 0;
      const length = Number(size) - from;
      if (length <= 0) return;
      const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(length), position: from });
      const text = buffer.subarray(0, bytesRead);
      // What stands after the last line break is still being written.
      const end = text.lastIndexOf("\n") + 1;
      readUpTo.set(key, from + end);
      for (const line of text.toString("utf8", 0, end).split("\n")) {
        const parsed = schema.safeParse(jsonOf(line));
        if (parsed.success) onEntry(parsed.data);
      }
    } finally {
      await handle.close();
    }
  }

  return {
    async append(entry) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await makeRoom();
      // Begun with a line break too: a line that a crash cut short spoils itself alone.
      await appendFile(current, `\n${JSON.stringify(entry)}\n`, { mode: 0o600 });
    },
    catchUp() {
      const next = reading.then(async () => {
        for (const file of [...(await segments()), current]) await read(file);
      });
      reading = next.catch(() => undefined);
      return next;
    },
  };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
