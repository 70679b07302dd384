"use client";

import { useParams } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { BlankSlate } from "@/components/ui/blank-slate";
import { buttonClass } from "@/components/ui/button";
import { NavLink } from "@/components/ui/nav-link";
import { callDashboard } from "@/lib/queries/call-dashboard";
import { apiRepoUrl, namespaceUrl } from "@/lib/routes";
import { failureOf } from "@/lib/wire/describe-failure";

/** Only whether there is an answer counts. */
const anything = { safeParse: (data: unknown) => ({ success: true as const, data }) };

/**
 * In the place of a page that was not found inside a repo: `children`, or that the repo itself is gone. One gets there when
 * it was deleted elsewhere while its header stood here.
 */
export function RepoGone({ children }: { children: ReactNode }) {
  const { namespace, repo } = useParams<{ namespace: string; repo: string }>();
  const [isGone, setGone] = useState(false);
  useEffect(() => {
    const controller = new AbortController();
    callDashboard(anything, { url: apiRepoUrl(namespace, repo), signal: controller.signal }).then(
      () => setGone(false),
      (error: unknown) => {
        if (!controller.signal.aborted) setGone(failureOf(error).kind === "not-found");
      },
    );
    return () => controller.abort();
  }, [namespace, repo]);
  if (!isGone) return children;
  return (
    <BlankSlate
      isPage
      icon="folder-x"
      title="This repo is gone"
      action={
        <NavLink href={namespaceUrl(namespace)} className={buttonClass()}>
          Repos of {namespace}
        </NavLink>
      }
    >
      <strong className="font-medium text-text">{repo}</strong> was deleted since this page was opened.
    </BlankSlate>
  );
}
