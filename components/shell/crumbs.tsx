"use client";

import { useParams } from "next/navigation";
import { NavLink } from "@/components/ui/nav-link";
import { namespacesUrl, namespaceUrl, repoUrl } from "@/lib/routes";
import { NamespaceSwitcher } from "./namespace-switcher";

/** Where one is: namespace, then repo, each a link. */
export function Crumbs() {
  const { namespace, repo } = useParams<{ namespace?: string; repo?: string }>();
  const crumbs = [
    { label: "Namespaces", href: namespacesUrl(), show: !namespace },
    { label: namespace, href: namespaceUrl(namespace ?? ""), show: Boolean(namespace) },
    { label: repo, href: repoUrl(namespace ?? "", repo ?? ""), show: Boolean(repo) },
  ].filter((crumb) => crumb.show);

  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center">
        {crumbs.map((crumb, index) => (
          <li key={crumb.href} className="crumb-item">
            {index > 0 ? (
              <span aria-hidden className="px-0.5 text-text-muted/60">
                /
              </span>
            ) : null}
            <NavLink
              href={crumb.href}
              aria-current={index === crumbs.length - 1 ? "location" : undefined}
              className="crumb"
            >
              {crumb.label}
            </NavLink>
            {namespace && index === 0 ? (
              // On a phone two names take the room; the namespace's own page has the switcher.
              <span className={repo ? "max-sm:hidden" : undefined}>
                <NamespaceSwitcher current={namespace} />
              </span>
            ) : null}
          </li>
        ))}
      </ol>
    </nav>
  );
}
