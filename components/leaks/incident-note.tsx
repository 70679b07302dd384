import { CodeSnippet } from "@/components/ui/code-snippet";
import { type Incident, incidentNote } from "@/lib/leaks/incident-note";
import type { Kill } from "./leak-state";

/** What was revoked here, to take along: once the commits of its time are known, or known not to be had. */
export function IncidentNote({ kills }: { kills: readonly (Kill & { mask: string; place: string })[] }) {
  if (kills.length === 0) return null;
  const incidents = kills.flatMap(({ activity, ...kill }): Incident[] =>
    activity === "asking" ? [] : [{ ...kill, activity: activity === "unknown" ? null : activity }],
  );
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 className="text-16 font-semibold">Incident note</h2>
      {incidents.length < kills.length ? (
        <p role="status" className="text-13 text-text-muted">
          Looking at what was pushed in its time…
        </p>
      ) : null}
      {incidents.length > 0 ? (
        <CodeSnippet
          code={incidentNote(incidents)}
          what="the note"
          label="Markdown, without the secret, to paste where you keep such notes"
        />
      ) : null}
    </section>
  );
}
