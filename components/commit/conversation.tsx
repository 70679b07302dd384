import type { Turn } from "@/lib/commits/parse-conversation";
import { cutText } from "@/lib/text/cut-text";
import { LinkedText, type TextPlace } from "./linked-text";

/** More are counted. */
const turnsMax = 200;
/** Longer ones are folded. */
const openMaxLength = 2_000;
const turnMaxLength = 20_000;

/** Who said what, one below the other. */
export function Conversation({ turns, place }: { turns: readonly Turn[]; place: TextPlace }) {
  return (
    <>
      <dl className="commit-talk">
        {turns.slice(0, turnsMax).map(({ role, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a turn is its place
          <div key={at} data-role={role}>
            <dt>{role}</dt>
            <dd>
              <TurnText text={text} place={place} />
            </dd>
          </div>
        ))}
      </dl>
      {turns.length > turnsMax ? <p className="commit-note">and {turns.length - turnsMax} more</p> : null}
    </>
  );
}

function TurnText({ text, place }: { text: string; place: TextPlace }) {
  const said = <LinkedText text={cutText(text, turnMaxLength)} place={place} />;
  if (text.length <= openMaxLength) return said;
  return (
    <details>
      <summary>{text.slice(0, 80).replace(/\s+/g, " ")}…</summary>
      {said}
    </details>
  );
}
