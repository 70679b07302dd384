import { StaticName } from "@/components/names/static-name";
import { Timestamp } from "@/components/ui/timestamp";
import type { Commit } from "@/contract/content";
import type { CommitFacts } from "@/gitformat/parse-commit-facts";
import { describeTime } from "@/lib/format/time-ago";
import { zonedTime } from "@/lib/format/zoned-time";
import { AgentLabel } from "./agent-label";

interface CommitPeopleProps {
  commit: Commit;
  /** Null where nothing says in which zones they were. */
  facts: CommitFacts | null;
  now: number;
}

/** Who wrote a commit and who committed it, each with the time by their own clock. */
export function CommitPeople({ commit, facts, now }: CommitPeopleProps) {
  const { author, committer, authoredAt, committedAt } = commit;
  const isSame = author.name === committer.name && author.email === committer.email;
  const authored = { at: authoredAt, zone: facts?.author?.zone ?? null, now };
  const committed = { at: committedAt, zone: facts?.committer?.zone ?? null, now };
  const isOnce = isSame && authoredAt === committedAt && authored.zone === committed.zone;
  return (
    <div className="commit-people">
      <p>
        <Person who={author} /> {isOnce ? "committed" : "authored"} <When {...authored} />
      </p>
      {isOnce ? null : (
        <p>
          <Person who={committer} /> committed <When {...committed} />
        </p>
      )}
    </div>
  );
}

const Person = ({ who: { name, email } }: { who: Commit["author"] }) => (
  <>
    <strong title={email}>
      <StaticName>{name || "Unknown author"}</StaticName>
    </strong>{" "}
    {email === "" ? null : (
      <small>
        &lt;<StaticName>{email}</StaticName>&gt;
      </small>
    )}
    <AgentLabel email={email} />
  </>
);

function When({ at, zone, now }: { at: number; zone: string | null; now: number }) {
  const described = describeTime(at, now);
  if (described.dateTime === "") return <Timestamp {...described} />;
  const absolute = zone === null ? described.absolute : zonedTime(at, zone);
  const why = zone === null ? "In UTC: which zone it was written in is not known here" : described.absolute;
  return (
    <>
      <Timestamp {...described} absolute={absolute} /> <small title={why}>· {absolute}</small>
    </>
  );
}
