import { Timestamp } from "@/components/ui/timestamp";
import { describeTime } from "@/lib/format/time-ago";

interface LastPushProps {
  lastPushAt: string | null;
  /** Of the latest commit, in unix seconds; null where there is none, undefined where it is not known (yet). */
  committedAt: number | null | undefined;
  now: number;
}

/** Some services never report the time of a push, none reports one of an import or a fork: the latest commit comes closest. */
export function LastPush({ lastPushAt, committedAt, now }: LastPushProps) {
  if (lastPushAt !== null) return <Timestamp {...describeTime(lastPushAt, now)} />;
  if (committedAt === undefined) {
    return (
      <>
        <span aria-hidden>–</span>
        <span className="sr-only">Not known</span>
      </>
    );
  }
  if (committedAt === null) return "Never";
  const time = describeTime(committedAt, now);
  return <Timestamp {...time} absolute={`Latest commit: ${time.absolute}`} />;
}
