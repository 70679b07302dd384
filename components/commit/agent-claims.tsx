import { StaticName } from "@/components/names/static-name";
import type { ClaimedSession, AgentClaims as Claims } from "@/lib/commits/agent-claims";
import { countOf } from "@/lib/format/count";
import { Conversation } from "./conversation";
import type { TextPlace } from "./linked-text";

const sessionsMax = 50;
const filesMax = 200;
/** A list of ranges may be as long as the file. */
const linesMaxLength = 300;

/** Which agents a note says took part, what they were told, and which lines are theirs. */
export function AgentClaims({ claims: { sessions, files }, place }: { claims: Claims; place: TextPlace }) {
  return (
    <>
      <ul className="commit-sessions">
        {sessions.slice(0, sessionsMax).map((session, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: sessions may be alike
          <Session key={at} session={session} place={place} />
        ))}
      </ul>
      <More count={sessions.length - sessionsMax} what="sessions" />
      {files.length === 0 ? null : (
        <dl className="commit-trailers">
          {files.slice(0, filesMax).map(({ path, marks }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a path may come twice
            <div key={at}>
              <dt>
                <StaticName>{path}</StaticName>
              </dt>
              <dd>
                {marks.map(({ by, lines }) => (
                  <p key={by}>
                    lines {shorten(lines)}{" "}
                    <small>
                      by <StaticName>{by}</StaticName>
                    </small>
                  </p>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <More count={files.length - filesMax} what="files" />
    </>
  );
}

const shorten = (lines: string) =>
  lines.length > linesMaxLength ? `${lines.slice(0, linesMaxLength)}…` : lines;

const More = ({ count, what }: { count: number; what: string }) =>
  count > 0 ? (
    <p className="commit-note">
      and {count} more {what}
    </p>
  ) : null;

function Session({ session, place }: { session: ClaimedSession; place: TextPlace }) {
  const { tool, model, human, counts, prompts } = session;
  return (
    <li>
      <strong>
        <StaticName>{tool || "Unknown agent"}</StaticName>
      </strong>{" "}
      <StaticName>{model}</StaticName>
      {human === "" ? null : (
        <small>
          {" "}
          led by <StaticName>{human}</StaticName>
        </small>
      )}
      {counts.length === 0 ? null : <small> {counts.join(", ")}</small>}
      {prompts.length === 0 ? null : (
        <details>
          <summary>{countOf(prompts.length, "message")}</summary>
          <Conversation turns={prompts} place={place} />
        </details>
      )}
    </li>
  );
}
