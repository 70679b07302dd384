import { NavLink } from "@/components/ui/nav-link";
import { shortHash } from "@/lib/format/short-hash";
import { commitUrl } from "@/lib/routes";

interface MergeChoiceProps {
  namespace: string;
  repo: string;
  hash: string;
  parents: readonly string[];
  /** Counted from 1, or all of them together. */
  current: number | "all";
}

/** Which parent a merge is compared with. */
export function MergeChoice({ namespace, repo, hash, parents, current }: MergeChoiceProps) {
  const link = (value: number | "all", label: string, title: string) => (
    <NavLink
      key={value}
      scroll={false}
      href={commitUrl(namespace, repo, hash, { parent: value === 1 ? null : value })}
      aria-current={current === value ? "page" : undefined}
      title={title}
    >
      {label}
    </NavLink>
  );
  return (
    <div className="merge-choice">
      <span>Compared with</span>
      <nav aria-label="Compared with" className="view-choice">
        {parents.map((parent, at) =>
          link(
            at + 1,
            `parent ${at + 1}, ${shortHash(parent)}`,
            `What the merge brought to parent ${at + 1}`,
          ),
        )}
        {link("all", "all parents", "Only what the merge itself changed")}
      </nav>
      {current === "all" ? (
        <p>Only what differs from every parent is shown; lines that went are those of the first.</p>
      ) : null}
    </div>
  );
}
