import { KeyRound } from "lucide-react";
import { buttonClass } from "@/components/ui/button";
import { CodeSnippet } from "@/components/ui/code-snippet";
import { CopyButton } from "@/components/ui/copy-button";
import { NavLink } from "@/components/ui/nav-link";
import { cloneCommand, readTokenCommand } from "@/lib/format/git-commands";

/** The remote, and a way to clone it that leaks no token. */
export function CloneCard({ remote, tokensHref }: { remote: string; tokensHref: string }) {
  return (
    <section
      aria-labelledby="clone"
      className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-lg border bg-bg-raised p-4"
    >
      <h2 id="clone" className="text-14 font-semibold">
        Clone
      </h2>
      <div className="flex items-center rounded border bg-bg-subtle pl-3">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <code tabIndex={0} className="min-w-0 flex-1 overflow-x-auto py-2 text-12 whitespace-nowrap">
          {remote}
        </code>
        <CopyButton text={remote} what="the remote" className="m-0.5" />
      </div>
      <CodeSnippet
        code={`${readTokenCommand()}\n${cloneCommand(remote)}`}
        what="the commands"
        action="Copy the clone commands"
        label="With a token, kept out of the URL"
      />
      <NavLink href={tokensHref} className={buttonClass({ size: "sm" })}>
        <KeyRound size={16} aria-hidden />
        Create a token
      </NavLink>
    </section>
  );
}
