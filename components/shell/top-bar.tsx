import type { ReactNode } from "react";
import { ImportsTray } from "@/components/imports/imports-tray";
import { edgeClass } from "@/components/ui/edge-class";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { leakUrl, namespacesUrl } from "@/lib/routes";
import { BrandMark } from "./brand";
import { Crumbs } from "./crumbs";
import { type Theme, ThemeSwitch } from "./theme-switch";

/** `tools` stand before the switch of colours. */
export function TopBar({ theme, tools }: { theme: Theme; tools: ReactNode }) {
  return (
    <header className="border-b bg-bg print:hidden">
      <a href="#content" className="skip-link">
        Skip to the content
      </a>
      <div className={`${edgeClass} flex h-14 items-center gap-2`}>
        <NavLink href={`${namespacesUrl()}?all`} className="brand">
          <BrandMark />
          <span className="max-sm:sr-only">Vitrine</span>
        </NavLink>
        <span aria-hidden className="h-5 w-px shrink-0 bg-border" />
        <Crumbs />
        <div className="ml-auto flex shrink-0 items-center gap-2">
          <ImportsTray />
          <NavLink
            href={leakUrl()}
            title="A token leaked: find it, revoke it, see that it is dead"
            className="bar-tool"
          >
            <Icon name="siren" />
            <span className="max-md:sr-only">Leaked token</span>
          </NavLink>
          {tools}
          {/* A phone has it at the foot of the page: the two names need the room. */}
          <div className="max-sm:hidden">
            <ThemeSwitch initial={theme} />
          </div>
        </div>
      </div>
      <noscript>
        <p className="border-t bg-bg-subtle py-2 text-13 text-text-muted">
          <span className={`${edgeClass} block`}>
            JavaScript is off. Everything can be read without it; to make or change something, it is needed.
          </span>
        </p>
      </noscript>
    </header>
  );
}
