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
    <figure className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      {label ? <figcaption className="text-13 font-medium">{label}</figcaption> : null}
      <div className="flex items-start rounded border bg-bg-subtle">
        {/* Long lines go on below, further in: nothing of a command is out of sight. */}
        <pre className="min-w-0 flex-1 py-2 px-3 text-12 leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]">
          <code>
            {code.split("\n").map((line, at, lines) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines are known by their place alone
              <span key={at} className="block min-h-5 pl-4 -indent-4">
                {at === lines.length - 1 ? line : `${line}\n`}
              </span>
            ))}
          </code>
        </pre>
        <CopyButton text={code} what={what} action={action} className="m-1" />
      </div>
    </figure>
  );
}
