import { StaticName } from "@/components/names/static-name";
import { Badge } from "@/components/ui/badge";
import { NavLink } from "@/components/ui/nav-link";
import { agentOf } from "@/lib/commits/agent-of";
import { checkpointBranch, isCheckpointKey } from "@/lib/commits/find-checkpoints";
import { isAgentKey } from "@/lib/commits/find-claims";
import type { MessageTrailer } from "@/lib/commits/read-message";
import { AgentLabel } from "./agent-label";
import { LinkedText, type TextPlace } from "./linked-text";

interface CommitTrailersProps {
  trailers: readonly MessageTrailer[];
  /** By value, where they are read; null where that is not known. */
  checkpoints: ReadonlyMap<string, string> | null;
  place: TextPlace;
}

/** What a message says in trailers. Whoever wrote it may claim anything. */
export function CommitTrailers({ trailers, checkpoints, place }: CommitTrailersProps) {
  if (trailers.length === 0) return null;
  return (
    <dl
      className="commit-trailers"
      aria-label="Trailers"
      title="Claimed by the message: anyone can write this"
    >
      {trailers.map((trailer, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a key may come many times
        <div key={at}>
          <dt>
            <StaticName>{trailer.key}</StaticName>
          </dt>
          <dd>
            {isCheckpointKey(trailer.key) ? (
              <Checkpoint
                value={trailer.value}
                href={checkpoints === null ? null : checkpoints.get(trailer.value)}
              />
            ) : (
              <TrailerValue trailer={trailer} place={place} />
            )}
            {trailer.isInText ? <small> found in the text</small> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const person = /^([^<>]*)<([^<>\s]+@[^<>\s]*)>$/;

function TrailerValue({ trailer: { key, value }, place }: { trailer: MessageTrailer; place: TextPlace }) {
  const [, name = "", email] = person.exec(value) ?? [];
  if (email !== undefined) {
    return (
      <>
        <strong>
          <StaticName>{name.trim() || email}</StaticName>
        </strong>{" "}
        <small>
          &lt;<StaticName>{email}</StaticName>&gt;
        </small>
        <AgentLabel email={email} />
        {isAgentKey(key) && agentOf(email) === null ? <AgentClaim /> : null}
      </>
    );
  }
  return (
    <>
      <LinkedText text={value} place={place} />
      {isAgentKey(key) ? <AgentClaim /> : null}
    </>
  );
}

/** Entire writes what was said to a branch beside the others. */
const Checkpoint = ({ value, href }: { value: string; href: string | null | undefined }) => (
  <>
    {typeof href !== "string" ? <StaticName>{value}</StaticName> : <NavLink href={href}>{value}</NavLink>}{" "}
    <small>
      on the branch {checkpointBranch}
      {href === undefined ? ", where it was not found" : ""}
    </small>
    <AgentClaim />
  </>
);

const AgentClaim = () => (
  <>
    {" "}
    <Badge tone="info" title="By this line, which anyone can write">
      agent, claimed
    </Badge>
  </>
);
