import { Fragment } from "react";
import { CodeSnippet } from "@/components/ui/code-snippet";
import { NavLink } from "@/components/ui/nav-link";
import { pushExistingCommands, pushNewCommands, readTokenCommand } from "@/lib/format/git-commands";

interface EmptyRepoProps {
  repo: string;
  remote: string;
  defaultBranch: string;
  isReadOnly: boolean;
  tokensHref: string;
  /** Refs that lead to no commit. */
  otherRefs: { href: string; label: string }[];
}

const linkClass = "text-accent-text underline underline-offset-2";

/** A repo without a commit: how to push the first one, unless it takes none. */
export function EmptyRepo({ otherRefs, isReadOnly, tokensHref, ...repo }: EmptyRepoProps) {
  return (
    <section className="grid w-full max-w-2xl grid-cols-[minmax(0,1fr)] gap-5">
      <div className="grid gap-1">
        <h1 className="text-20 font-semibold">
          {otherRefs.length > 0 ? "No commits yet" : "Nothing pushed yet"}
        </h1>
        {otherRefs.length > 0 ? (
          <p className="text-text-muted">
            No branch leads to a commit. What else was pushed:{" "}
            {otherRefs.map(({ href, label }, at) => (
              <Fragment key={href}>
                {at > 0 ? " and " : null}
                <NavLink href={href} className={linkClass}>
                  {label}
                </NavLink>
              </Fragment>
            ))}
            .
          </p>
        ) : null}
        {isReadOnly ? (
          <p className="text-text-muted">
            This repo is read-only and refuses every push. For what you want to push, create one that is not.
          </p>
        ) : (
          <p className="text-text-muted">
            Pushing takes a write token.{" "}
            <NavLink href={tokensHref} className={linkClass}>
              Create one
            </NavLink>{" "}
            if the one from the repo’s creation is gone.
          </p>
        )}
      </div>
      {isReadOnly ? null : <FirstPush {...repo} />}
    </section>
  );
}

function FirstPush({
  repo,
  remote,
  defaultBranch,
}: Pick<EmptyRepoProps, "repo" | "remote" | "defaultBranch">) {
  return (
    <>
      <CodeSnippet
        label="Give the token to your shell (paste it, then Enter; nothing is echoed)"
        code={readTokenCommand()}
        what="the command"
      />
      <CodeSnippet label="Push a project you have" code={pushExistingCommands(remote)} what="the commands" />
      <CodeSnippet
        label="Or begin a new one"
        code={pushNewCommands(remote, { repo, branch: defaultBranch })}
        what="the commands"
      />
    </>
  );
}
