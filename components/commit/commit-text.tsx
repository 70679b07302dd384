import type { AboutCommit } from "@/lib/commits/about-commit";
import { commitTextUrl } from "@/lib/routes";
import { CommitTrailers } from "./commit-trailers";
import { LinkedText, type TextPlace } from "./linked-text";

interface CommitTextProps {
  about: AboutCommit;
  hash: string;
  place: TextPlace;
}

/** What a message says below its subject. */
export function CommitText({ about, hash, place }: CommitTextProps) {
  const { body, isCut, trailers } = about.message;
  return (
    <>
      {body === "" ? null : (
        <pre>
          <LinkedText text={body} place={place} />
        </pre>
      )}
      {isCut ? (
        <p className="commit-note">
          The message is longer than this.{" "}
          <a href={commitTextUrl(place.namespace, place.repo, hash, "patch")}>The patch has all of it</a>
        </p>
      ) : null}
      <CommitTrailers trailers={trailers} checkpoints={about.checkpoints} place={place} />
    </>
  );
}
