import { NavLink } from "@/components/ui/nav-link";
import { formatCount } from "@/lib/format/count";
import { branchesUrl, tagsUrl } from "@/lib/routes";

interface RefsTabsProps {
  namespace: string;
  repo: string;
  current: "branches" | "tags";
  counts: { branches: number; tags: number };
}

export function RefsTabs({ namespace, repo, current, counts }: RefsTabsProps) {
  const tabs = [
    { kind: "branches", label: "Branches", href: branchesUrl(namespace, repo) },
    { kind: "tags", label: "Tags", href: tagsUrl(namespace, repo) },
  ] as const;
  return (
    <nav aria-label="Kind of ref" className="flex rounded border p-0.5">
      {tabs.map(({ kind, label, href }) => (
        <NavLink
          key={kind}
          href={href}
          aria-current={kind === current ? "page" : undefined}
          className="flex h-8 items-center gap-2 rounded-sm px-3 text-13 text-text-muted hover:text-text aria-[current]:bg-accent-subtle aria-[current]:font-medium aria-[current]:text-accent-text pointer-coarse:h-11"
        >
          {label}
          <span className="tabular text-12">{formatCount(counts[kind])}</span>
        </NavLink>
      ))}
    </nav>
  );
}
