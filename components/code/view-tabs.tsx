import { NavLink } from "@/components/ui/nav-link";
import { LineHashTurn } from "./line-hash-turn";

interface ViewTabsProps {
  current: "code" | "preview";
  previewHref: string;
  codeHref: string;
}

/** The two ways to look at a file. Links, so that each has its address. */
export function ViewTabs({ current, previewHref, codeHref }: ViewTabsProps) {
  const tab = (view: "code" | "preview", label: string, href: string) => (
    <NavLink
      href={href}
      aria-current={current === view ? "page" : undefined}
      className="grid h-7 place-items-center rounded-sm px-2.5 text-13 text-text-muted hover:text-text aria-[current]:bg-accent-subtle aria-[current]:font-medium aria-[current]:text-accent-text pointer-coarse:h-11"
    >
      {label}
    </NavLink>
  );
  return (
    <nav aria-label="View" className="flex rounded border bg-bg-raised p-0.5">
      {tab("preview", "Preview", previewHref)}
      {tab("code", "Code", codeHref)}
      {current === "preview" ? <LineHashTurn codeHref={codeHref} /> : null}
    </nav>
  );
}
