import { NavLink } from "@/components/ui/nav-link";
import { namespacesUrl } from "@/lib/routes";
import { BrandMark } from "./brand";
import { Crumbs } from "./crumbs";
import { type Theme, ThemeSwitch } from "./theme-switch";

export function TopBar({ theme }: { theme: Theme }) {
  return (
    <header className="border-b bg-bg">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded focus:bg-bg-raised focus:px-3 focus:py-2"
      >
        Skip to the content
      </a>
      <div className="flex h-14 items-center gap-2 px-4 sm:px-6">
        <NavLink
          href={`${namespacesUrl()}?all`}
          className="-ml-1.5 flex shrink-0 items-center gap-2 rounded px-1.5 py-1 font-semibold pointer-coarse:py-3"
        >
          <BrandMark />
          <span className="max-sm:sr-only">Vitrine</span>
        </NavLink>
        <span aria-hidden className="h-5 w-px shrink-0 bg-border" />
        <Crumbs />
        <div className="ml-auto shrink-0">
          <ThemeSwitch initial={theme} />
        </div>
      </div>
    </header>
  );
}
