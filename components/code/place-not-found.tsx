"use client";

import { FileQuestion } from "lucide-react";
import { useParams } from "next/navigation";
import { BlankSlate } from "@/components/ui/blank-slate";
import { buttonClass } from "@/components/ui/button";
import { NavLink } from "@/components/ui/nav-link";
import { repoUrl } from "@/lib/routes";

/** For an address inside a repo that leads nowhere, or nowhere any more. */
export function PlaceNotFound() {
  const { namespace, repo } = useParams<{ namespace: string; repo: string }>();
  return (
    <BlankSlate
      icon={FileQuestion}
      title="No such branch, tag, commit or file"
      action={
        <NavLink href={repoUrl(namespace, repo)} className={buttonClass()}>
          Go to the default branch
        </NavLink>
      }
    >
      It may have been deleted, moved or renamed since the link was made.
    </BlankSlate>
  );
}
