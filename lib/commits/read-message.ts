import { parseTrailers, type Trailer } from "@/gitformat/parse-trailers";
import { type SplitMessage, splitMessage } from "@/lib/text/split-message";
import { findClaims } from "./find-claims";

export interface MessageTrailer {
  key: string;
  value: string;
  /** Whether it stands somewhere in the message, and not among the trailers at its end. */
  isInText: boolean;
}

export interface CommitMessage extends SplitMessage {
  trailers: MessageTrailer[];
}

/** Further ones stay in the message, and those that are longer than this. */
const trailersMax = 100;
const valueMaxLength = 2_000;

/** A commit's message with its trailers apart: what is listed as one does not stand in the body. */
export function readMessage(message: string): CommitMessage {
  const trailers = parseTrailers(message)
    .filter(({ value }) => value.length <= valueMaxLength)
    .slice(0, trailersMax);
  const rest = withoutRanges(message, trailers);
  const split = splitMessage(rest);
  // One that is all there is of a message is its subject.
  const { subject, body, hasSubject, isCut } = split.hasSubject ? split : splitMessage(message);
  const claims = findClaims(rest)
    .filter(({ value }) => value.length <= valueMaxLength)
    .slice(0, trailersMax - trailers.length);
  return {
    subject,
    body,
    hasSubject,
    isCut,
    trailers: [
      ...trailers.map(({ key, value }) => ({ key, value, isInText: false })),
      ...claims.map(({ key, value }) => ({ key, value, isInText: true })),
    ],
  };
}

function withoutRanges(message: string, ranges: readonly Trailer[]): string {
  let rest = "";
  let end = 0;
  for (const { from, to } of ranges) {
    rest += message.slice(end, from);
    end = to;
  }
  return rest + message.slice(end);
}
