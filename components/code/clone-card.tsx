import { Static } from "@/components/static/static";
import { buttonClass } from "@/components/ui/button";
import { CodeSnippet } from "@/components/ui/code-snippet";
import { CopyButton } from "@/components/ui/copy-button";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { afterCloneCommands, cloneCommand, readTokenCommand } from "@/lib/format/git-commands";

interface CloneCardProps {
  remote: string;
  isReadOnly: boolean;
  tokensHref: string;
}

/** The remote, and a way to clone it, and to go on from there, that leaks no token. */
export function CloneCard(props: CloneCardProps) {
  const { remote, isReadOnly, tokensHref } = props;
  return <Static of={["clone", remote, isReadOnly, tokensHref]} draw={() => <Card {...props} />} />;
}

function Card({ remote, isReadOnly, tokensHref }: CloneCardProps) {
  return (
    <section
      aria-labelledby="clone"
      className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-lg border bg-bg-raised p-4"
    >
      <h2 id="clone" className="text-14 font-semibold">
        Clone
      </h2>
      <div className="flex items-center rounded border bg-bg-subtle pl-3">
        <code className="min-w-0 flex-1 py-2 text-12 [overflow-wrap:anywhere]">{remote}</code>
        <CopyButton text={remote} what="the remote" className="m-0.5" />
      </div>
      <CodeSnippet
        // One command: pasted as two, the second would be read as the token by shells that take a paste line by line.
        code={`${readTokenCommand()} &&\n${cloneCommand(remote)}`}
        what="the commands"
        action="Copy the clone commands"
        label="With a token, kept out of the URL"
      />
      <CodeSnippet
        code={afterCloneCommands(remote, { canPush: !isReadOnly })}
        what="the commands that follow"
        label={isReadOnly ? "Then, to fetch" : "Then, to fetch and, with a write token, push"}
      />
      <NavLink href={tokensHref} className={buttonClass({ size: "sm" })}>
        <Icon name="key-round" />
        Create a token
      </NavLink>
    </section>
  );
}
