"use client";

import { useSelectedLayoutSegments } from "next/navigation";
import type { ReactNode } from "react";
import { NavLink } from "@/components/ui/nav-link";
import { commitsUrl, repoUrl, settingsUrl, tokensUrl } from "@/lib/routes";

interface RepoTabsProps {
  namespace: string;
  repo: string;
  /** Drawn by the server: no script carries them. */
  icons: Record<"code" | "commits" | "tokens" | "settings", ReactNode>;
}

export function RepoTabs({ namespace, repo, icons }: RepoTabsProps) {
  // Groups of routes are segments as well: `(queries)`.
  const segment = useSelectedLayoutSegments().find((name) => !name.startsWith("(")) ?? null;
  const tabs = [
    {
      label: "Code",
      icon: icons.code,
      href: repoUrl(namespace, repo),
      segments: [null, "tree", "blob", "branches", "tags", "find", "search"],
    },
    {
      label: "Commits",
      icon: icons.commits,
      href: commitsUrl(namespace, repo),
      segments: ["commits", "commit", "compare"],
    },
    { label: "Tokens", icon: icons.tokens, href: tokensUrl(namespace, repo), segments: ["tokens", "scan"] },
    { label: "Settings", icon: icons.settings, href: settingsUrl(namespace, repo), segments: ["settings"] },
  ];
  return (
    <nav aria-label="Repo" className="-mb-px -ml-2.5 flex min-w-0 gap-1 overflow-x-auto">
      {tabs.map(({ label, icon, href, segments }) => (
        <NavLink
          key={label}
          href={href}
          aria-current={segments.includes(segment) ? "page" : undefined}
          className="repo-tab"
        >
          {icon}
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
