"use client";

import { Code, History, KeyRound, Settings } from "lucide-react";
import { useSelectedLayoutSegment } from "next/navigation";
import { NavLink } from "@/components/ui/nav-link";
import { commitsUrl, repoUrl, settingsUrl, tokensUrl } from "@/lib/routes";

export function RepoTabs({ namespace, repo }: { namespace: string; repo: string }) {
  const segment = useSelectedLayoutSegment();
  const tabs = [
    { label: "Code", icon: Code, href: repoUrl(namespace, repo), segments: [null, "tree", "blob"] },
    { label: "Commits", icon: History, href: commitsUrl(namespace, repo), segments: ["commits"] },
    { label: "Tokens", icon: KeyRound, href: tokensUrl(namespace, repo), segments: ["tokens"] },
    { label: "Settings", icon: Settings, href: settingsUrl(namespace, repo), segments: ["settings"] },
  ];
  return (
    <nav aria-label="Repo" className="-mb-px -ml-2.5 mt-3 flex gap-1 overflow-x-auto">
      {tabs.map(({ label, icon: Icon, href, segments }) => (
        <NavLink
          key={label}
          href={href}
          aria-current={segments.includes(segment) ? "page" : undefined}
          className="flex h-10 items-center gap-2 border-b-2 border-transparent px-2.5 text-text-muted transition-colors duration-150 hover:text-text focus-visible:-outline-offset-2 aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-text pointer-coarse:h-11"
        >
          <Icon size={16} aria-hidden />
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
