import type { ReactNode } from "react";
import { StaticName } from "@/components/names/static-name";
import { NavLink } from "@/components/ui/nav-link";
import type { ComparedSide, Comparison } from "@/lib/changes/open-comparison";
import { countOf, formatCount } from "@/lib/format/count";
import { refLabel } from "@/lib/format/ref-label";
import { shortHash } from "@/lib/format/short-hash";
import { commitUrl } from "@/lib/routes";

interface CompareFactsProps {
  comparison: Comparison;
  /** This page, with more of the history looked at; null where all is known. */
  furtherHref: string | null;
  /** Whether the base itself is what the head is compared with. */
  isDirect: boolean;
}

/** How two refs stand to each other: which has commits that the other has not, and from where both come. */
export function CompareFacts({ comparison, furtherHref, isDirect }: CompareFactsProps) {
  const { base, head, divergence } = comparison;
  const { ahead, behind, isFloor } = divergence;
  const count = (commits: number | null) =>
    commits === null
      ? "an unknown number of commits"
      : `${isFloor ? "at least " : ""}${countOf(commits, "commit")}`;
  return (
    <div className="compare-facts">
      <p>
        <SideName side={head} /> is <strong>{count(ahead)} ahead</strong> of <SideName side={base} /> and{" "}
        <strong>{count(behind)} behind</strong>.
      </p>
      <p>
        <MergeBases {...comparison} isDirect={isDirect} />
      </p>
      {furtherHref === null ? null : (
        <p>
          The history is long, and not all of it was looked at.{" "}
          <NavLink href={furtherHref}>Look further</NavLink>
        </p>
      )}
    </div>
  );
}

function SideName({ side: { opened, ref, commit } }: { side: ComparedSide }) {
  const { namespace, name } = opened.content;
  return (
    <NavLink href={commitUrl(namespace, name, commit.hash)} title={commit.hash}>
      <StaticName>{refLabel(ref.kind, ref.name)}</StaticName>
    </NavLink>
  );
}

function MergeBases({
  mergeBases,
  mergeBase,
  isDirect,
  head,
  base,
}: Comparison & { isDirect: boolean }): ReactNode {
  if (mergeBases.length === 0) {
    return "They have no commit in common, so they are compared as they are.";
  }
  const { namespace, name } = base.opened.content;
  const links = mergeBases.slice(0, shownMax).map((hash, at) => (
    <span key={hash}>
      {at > 0 ? ", " : ""}
      <NavLink href={commitUrl(namespace, name, hash)} title={hash}>
        <code>{shortHash(hash)}</code>
      </NavLink>
    </span>
  ));
  const more = mergeBases.length - shownMax;
  const list = (
    <>
      {links}
      {more > 0 ? ` and ${formatCount(more)} more` : null}
    </>
  );
  if (head.commit.hash === base.commit.hash) return "Both are the same commit.";
  if (mergeBases.length === 1) {
    return (
      <>
        Both come from {list}
        {isDirect
          ? "; what is shown is the difference from the base as it is."
          : ", with which the head is compared."}
      </>
    );
  }
  return (
    <>
      They have {formatCount(mergeBases.length)} merge bases: {list}.{" "}
      {isDirect || mergeBase === null
        ? "What is shown is the difference from the base as it is."
        : `The head is compared with the newest, ${shortHash(mergeBase.hash)}.`}
    </>
  );
}

const shownMax = 5;
