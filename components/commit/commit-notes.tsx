import { StaticName } from "@/components/names/static-name";
import { NavLink } from "@/components/ui/nav-link";
import type { CommitNote, CommitNotes as Notes } from "@/lib/commits/read-notes";
import { type UnderstoodNote, understandNote } from "@/lib/commits/understand-note";
import { countOf } from "@/lib/format/count";
import { commitUrl, rawUrl } from "@/lib/routes";
import { AgentClaims } from "./agent-claims";
import { Conversation } from "./conversation";
import { LinkedText, type TextPlace } from "./linked-text";

interface CommitNotesProps {
  /** Null while they are not here. */
  notes: Notes | null;
  place: TextPlace;
  hash: string;
  /** Which parent the page compares with, counted from 1. */
  parent: number | "all";
}

/** Longer notes are folded. */
const openMaxLength = 4_000;

/** What was noted about a commit after it was made, under every ref of notes. */
export function CommitNotes({ notes, place, hash, parent }: CommitNotesProps) {
  if (notes === null) {
    const href = commitUrl(place.namespace, place.repo, hash, {
      parent: parent === 1 ? null : parent,
      notes: 1,
    });
    return (
      <p className="commit-note">
        <NavLink href={href} scroll={false}>
          Show notes
        </NavLink>
      </p>
    );
  }
  return (
    <>
      {notes.notes.map((note) => (
        <Note key={note.ref} note={note} place={place} />
      ))}
      {notes.failedRefs.length === 0 ? null : (
        <p className="commit-note">
          Notes that could not be read: <StaticName>{notes.failedRefs.join(", ")}</StaticName>
        </p>
      )}
      {notes.notes.length === 0 || notes.passedOver === 0 ? null : (
        <p className="commit-note">{notes.passedOver} more refs of notes were not looked at.</p>
      )}
    </>
  );
}

function Note({ note, place }: { note: CommitNote; place: TextPlace }) {
  const { ref, at, text, isCut } = note;
  const raw = rawUrl(place.namespace, place.repo, at.commitHash, at.path);
  return (
    <section className="commit-noted" aria-label={`Note, ${ref}`}>
      <h2>
        Note{" "}
        <code>
          <StaticName>{ref}</StaticName>
        </code>{" "}
        <small title="Anyone who can push can write a note">claimed</small> <a href={raw}>Raw</a>
      </h2>
      {text === null ? <p className="commit-note">This note is no text.</p> : null}
      {text === null ? null : <NoteBody noteRef={ref} text={text} place={place} />}
      {isCut ? (
        <p className="commit-note">
          The note is longer than this. <a href={raw}>All of it</a>
        </p>
      ) : null}
    </section>
  );
}

/** Folded where it is long: the changes stand below. */
function NoteBody({ noteRef, text, place }: { noteRef: string; text: string; place: TextPlace }) {
  const note = understandNote(noteRef, text);
  const body = <Understood note={note} place={place} />;
  if (note.kind !== "json" && text.length <= openMaxLength) return body;
  return (
    <details>
      <summary>{summaryOf(note)}</summary>
      {body}
    </details>
  );
}

function summaryOf(note: UnderstoodNote): string {
  switch (note.kind) {
    case "conversation":
      return countOf(note.turns.length, "message");
    case "claims":
      return `${countOf(note.claims.sessions.length, "session")}, ${countOf(note.claims.files.length, "file")}`;
    case "json":
      return "JSON";
    case "text":
      return countOf(note.text.length, "character");
  }
}

function Understood({ note, place }: { note: UnderstoodNote; place: TextPlace }) {
  switch (note.kind) {
    case "conversation":
      return <Conversation turns={note.turns} place={place} />;
    case "claims":
      return <AgentClaims claims={note.claims} place={place} />;
    case "json":
    case "text":
      return (
        <pre>
          <LinkedText text={note.text.trimEnd()} place={place} />
        </pre>
      );
  }
}
