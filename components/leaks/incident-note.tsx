import { CodeSnippet } from "@/components/ui/code-snippet";
import { type Incident, incidentNote } from "@/lib/leaks/incident-note";

/** What was revoked here, to take along. */
export function IncidentNote({ incidents }: { incidents: readonly Incident[] }) {
  if (incidents.length === 0) return null;
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 className="text-16 font-semibold">Incident note</h2>
      <CodeSnippet
        code={incidentNote(incidents)}
        what="the note"
        label="Markdown, without the secret, to paste where you keep such notes"
      />
    </section>
  );
}
