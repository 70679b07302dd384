import { StaticName } from "@/components/names/static-name";
import { Badge } from "@/components/ui/badge";
import { Icon } from "@/components/ui/icon";
import type { CommitMark, RefMark } from "@/lib/commits/commit-marks";
import { commitUrl, treeUrl } from "@/lib/routes";

interface RowMarksProps {
  namespace: string;
  repo: string;
  mark: CommitMark;
}

/** The branches and tags that point at a commit, and whether it has notes. */
export function RowMarks({ namespace, repo, mark: { hash, refs, moreRefs, hasNotes } }: RowMarksProps) {
  return (
    <ul aria-label="Branches, tags and notes" className="commit-refs">
      {refs.map((ref) => (
        <li key={`${ref.kind} ${ref.name}`}>
          <RefLink href={treeUrl(namespace, repo, ref.url)} mark={ref} />
        </li>
      ))}
      {moreRefs > 0 ? (
        <li>
          <a href={commitUrl(namespace, repo, hash)}>and {moreRefs} more</a>
        </li>
      ) : null}
      {hasNotes ? (
        <li>
          <Badge title="Somebody has left notes on this commit">notes</Badge>
        </li>
      ) : null}
    </ul>
  );
}

function RefLink({ href, mark: { kind, name, isDefault } }: { href: string; mark: RefMark }) {
  return (
    <a href={href} title={isDefault ? "The default branch" : undefined}>
      <Icon name={kind === "branch" ? "git-branch" : "tag"} size={14} />
      <StaticName>{name}</StaticName>
      {isDefault ? (
        <>
          {" "}
          <small>default</small>
        </>
      ) : null}
    </a>
  );
}
