import { CopyButton } from "./copy-button";

/** Commands to copy: exactly what is shown is what is copied. */
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
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <pre tabIndex={0} className="min-w-0 flex-1 overflow-x-auto rounded px-3 py-2 text-12 leading-5">
          <code>{code}</code>
        </pre>
        <CopyButton text={code} what={what} action={action} className="m-1" />
      </div>
    </figure>
  );
}
