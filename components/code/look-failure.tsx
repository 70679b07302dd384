import { describeFailure } from "@/lib/wire/describe-failure";

const sentences = {
  changes: "The latest changes could not be read.",
  entries: "The rest of the entries could not be read.",
};

/** Why it is not known what last changed the entries of a directory, or what else is in it. */
export function LookFailure({ error, what }: { error: unknown; what: keyof typeof sentences }) {
  const read = what === "changes" ? "the history" : "the directory";
  return (
    <span>
      {sentences[what]} {describeFailure(error, read).advice}
    </span>
  );
}
