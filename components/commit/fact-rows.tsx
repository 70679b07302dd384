import { StaticName } from "@/components/names/static-name";
import type { CommitFacts } from "@/gitformat/parse-commit-facts";

/** What few commits have: a signature, and an encoding other than UTF-8. */
export function FactRows({ facts: { signedWith, encoding } }: { facts: CommitFacts }) {
  return (
    <>
      {signedWith === null ? null : (
        <div>
          <dt>Signature</dt>
          <dd>
            {signedWith === "unknown" ? "Signed in an unknown way" : `Signed with ${keyOf[signedWith]}`}, not
            verified here
          </dd>
        </div>
      )}
      {encoding === null ? null : (
        <div>
          <dt>Encoding</dt>
          <dd>
            <StaticName>{encoding}</StaticName>
          </dd>
        </div>
      )}
    </>
  );
}

const keyOf = { PGP: "a PGP key", SSH: "an SSH key", "X.509": "an X.509 certificate" };
