import { CopyButton } from "./copy-button";

/** Commands to copy: what is shown, all of it, is what is copied. */
export function CodeSnippet({
  code,
  what,
  label,
  action,
}: {
  code: string;
  what: string;
  label?: string;
  /** Announces the copying to the palette. */
  action?: string;
}) {
  return (
    <figure className="snippet">
      {label ? <figcaption>{label}</figcaption> : null}
      <div>
        {/* Long lines go on below, further in: nothing of a command is out of sight. */}
        <pre>
          <code>
            {code.split("\n").map((line, at, lines) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines are known by their place alone
              <span key={at}>{at === lines.length - 1 ? line : `${line}\n`}</span>
            ))}
          </code>
        </pre>
        <CopyButton text={code} what={what} action={action} className="m-1" />
      </div>
    </figure>
  );
}
