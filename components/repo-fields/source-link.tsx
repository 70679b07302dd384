import clsx from "clsx";
import { NavLink } from "@/components/ui/nav-link";
import { parseSource } from "@/contract/repo-source";
import { repoUrl } from "@/lib/routes";

/** What a repo was forked or imported from, as a link where one can be made of it. */
export function SourceLink({ source, className }: { source: string; className?: string }) {
  const parsed = parseSource(source);
  const classes = clsx(className, "hover:text-text hover:underline");
  switch (parsed.kind) {
    case "fork": {
      const label = `${parsed.namespace}/${parsed.repo}`;
      return (
        <NavLink href={repoUrl(parsed.namespace, parsed.repo)} title={`Fork of ${label}`} className={classes}>
          {label}
        </NavLink>
      );
    }
    case "import":
      return (
        <a href={parsed.url} rel="noreferrer" title={`Import of ${parsed.url}`} className={classes}>
          {parsed.url.replace("https://", "")}
        </a>
      );
    case "other":
      return <span className={className}>{source}</span>;
  }
}
