import "server-only";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { type ContentRepo, getBlob, getCommit, isNoObject } from "@/lib/artifacts/content";
import { decodeText } from "@/lib/decoding/decode-text";
import type { RepoRefs } from "@/lib/git/refs";
import { findNote } from "./find-note";

/** A note for a commit, under one of the refs that hold notes. */
export interface CommitNote {
  /** In full: `refs/notes/commits`. */
  ref: string;
  /** Where its bytes are. */
  at: { commitHash: string; path: string };
  /** Null where it is no text. */
  text: string | null;
  /** Whether there is more of it. */
  isCut: boolean;
}

export interface CommitNotes {
  notes: CommitNote[];
  /** Refs whose notes could not be read. */
  failedRefs: string[];
  /** Further refs that were not looked at. */
  passedOver: number;
}

export const notesPrefix = "refs/notes/";
const refsMax = 20;
const noteMaxBytes = 256 * 1024;
/** Of all notes together, in characters. */
const shownMax = 512 * 1024;

/** The notes of a commit under every ref that holds notes. What cannot be read is named. */
export async function readNotes(
  repo: ContentRepo,
  others: RepoRefs["others"],
  hash: string,
): Promise<CommitNotes> {
  const refs = others.filter(({ name }) => name.startsWith(notesPrefix));
  const failedRefs: string[] = [];
  const read = await Promise.all(
    refs.slice(0, refsMax).map(async (ref) => {
      try {
        return await readNote(repo, ref, hash);
      } catch (error) {
        if (!(error instanceof ArtifactsError)) throw error;
        // A ref may lead to anything, and what it leads to may be damaged.
        if (!isNoObject(error)) failedRefs.push(ref.name);
        return null;
      }
    }),
  );
  const notes = withinBounds(read.filter((note) => note !== null));
  return { notes, failedRefs, passedOver: Math.max(0, refs.length - refsMax) };
}

async function readNote(
  repo: ContentRepo,
  ref: RepoRefs["others"][number],
  hash: string,
): Promise<CommitNote | null> {
  const { treeHash } = await getCommit(repo, ref.hash);
  const found = await findNote(repo, treeHash, hash);
  if (found === null) return null;
  const { bytes, truncated } = await getBlob(repo, found.blobHash, { maxBytes: noteMaxBytes });
  const text = decodeText(bytes)?.text ?? null;
  return { ref: ref.name, at: { commitHash: ref.hash, path: found.path }, text, isCut: truncated };
}

function withinBounds(notes: readonly CommitNote[]): CommitNote[] {
  let left = shownMax;
  return notes.map((note) => {
    const text = note.text?.slice(0, left) ?? null;
    left -= text?.length ?? 0;
    return { ...note, text, isCut: note.isCut || text?.length !== note.text?.length };
  });
}
