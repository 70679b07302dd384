import type { ReactNode } from "react";
import { NavLink } from "@/components/ui/nav-link";
import { repoUrl } from "@/lib/routes";
import type { TokenProbe } from "@/lib/wire/leak-events";

/** What is known of a token, in a sentence beside its sign. */
export function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div className="flex gap-2 text-13">
      <span className="mt-0.5 shrink-0">{icon}</span>
      <p className="min-w-0 [overflow-wrap:anywhere]">{children}</p>
    </div>
  );
}

export function RepoName({ probe }: { probe: TokenProbe }) {
  return (
    <NavLink className="text-accent-text underline" href={repoUrl(probe.namespace, probe.repo)}>
      {probe.namespace}/{probe.repo}
    </NavLink>
  );
}
