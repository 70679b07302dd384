import { describeFailure } from "@/lib/wire/describe-failure";

/** Why it is not known what last changed the entries of a directory. */
export function LookFailure({ error }: { error: unknown }) {
  return <span>The latest changes could not be read. {describeFailure(error, "the history").advice}</span>;
}
