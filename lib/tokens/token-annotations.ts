import "server-only";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import { dashboardFolder } from "@/lib/process/data-folder";
import { logger } from "@/lib/process/logger";
import { perProcess } from "@/lib/process/per-process";
import { purpose } from "@/lib/wire/token-purpose";
import { openJournal } from "./journal";

const noteKind = z.discriminatedUnion("kind", [
  /** Minted by the dashboard for its own reading. */
  z.object({ kind: z.literal("dashboard") }),
  /** Came with a repo that the dashboard made. */
  z.object({ kind: z.literal("birth") }),
  z.object({ kind: z.literal("purpose"), purpose }),
]);
/** What this dashboard knows of a token and Artifacts does not. */
export type TokenAnnotation = z.infer<typeof noteKind>;

const entry = z.object({ account: z.string(), namespace: z.string(), id: z.string(), note: noteKind });

/** More are forgotten, the oldest first. */
const notesMax = 100_000;

interface TokenAnnotations {
  /** Whether the note will outlive this process; it is known to this one in any case. */
  add(namespace: string, id: string, note: TokenAnnotation): Promise<boolean>;
  /** The notes by token id. A failing disk only means fewer of them. */
  find(namespace: string, ids: readonly string[]): Promise<Map<string, TokenAnnotation>>;
}

/** By token id, never with a secret. The dashboard's own tokens, which end within the hour, push no purpose out. */
export function openTokenAnnotations(folder: string, account: string): TokenAnnotations {
  const notes = new LRUCache<string, TokenAnnotation>({ max: notesMax });
  const keyOf = (at: { account: string; namespace: string; id: string }) =>
    `${at.account}/${at.namespace}/${at.id}`;
  const onEntry = (read: z.infer<typeof entry>) => {
    notes.set(keyOf(read), read.note);
  };
  const lasting = openJournal({ folder, name: "token-notes", entry, onEntry, segmentsMax: 16 });
  const own = openJournal({ folder, name: "own-tokens", entry, onEntry, segmentsMax: 2 });
  let hasComplained = false;

  const isDone = async (work: Promise<void>): Promise<boolean> => {
    try {
      await work;
      return true;
    } catch (error) {
      if (!hasComplained) {
        const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
        logger().error({ event: "token-notes-failed", folder, code });
      }
      hasComplained = true;
      return false;
    }
  };

  return {
    add(namespace, id, note) {
      notes.set(keyOf({ account, namespace, id }), note);
      const journal = note.kind === "dashboard" ? own : lasting;
      return isDone(journal.append({ account, namespace, id, note }));
    },
    async find(namespace, ids) {
      await isDone(Promise.all([lasting.catchUp(), own.catchUp()]).then(() => undefined));
      const found = new Map<string, TokenAnnotation>();
      for (const id of ids) {
        const note = notes.get(keyOf({ account, namespace, id }));
        if (note !== undefined) found.set(id, note);
      }
      return found;
    },
  };
}

export const tokenAnnotations = perProcess("token-annotations", () => {
  const { folder, account } = dashboardFolder();
  return openTokenAnnotations(folder, account);
});
