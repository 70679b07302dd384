import type { ReactNode } from "react";
import { StaticName } from "@/components/names/static-name";
import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { Icon } from "@/components/ui/icon";
import { type ChangeOptions, givenOf, queryOf } from "@/lib/changes/change-options";
import { changeQuery } from "@/lib/changes/change-query";
import type { FileChange } from "@/lib/changes/file-change";
import type { SideContent } from "@/lib/changes/read-side";
import { lineCountsOf, type ShownChange } from "@/lib/changes/shown-change";
import { blobUrl, rawUrl, treeUrl } from "@/lib/routes";
import { changeAnchor } from "./change-anchor";
import { LineCountsBar, LineCountsText } from "./line-counts";
import { OtherChange } from "./other-change";
import { TextChange } from "./text-change";

/** Where a file's two sides are read. */
export interface ChangePlace {
  namespace: string;
  repo: string;
  /** The repo that has the side before; it is mostly the same. */
  baseAt: { namespace: string; repo: string };
  /** Null where there is nothing before: a root commit. */
  base: string | null;
  head: string;
  /** What else of the page's query counts: which parent, or how far was looked. */
  keep?: Record<string, string> | undefined;
}

interface FileSectionProps extends ChangePlace {
  change: FileChange;
  /** Null while it is not here. */
  shown: ShownChange | null;
  options: ChangeOptions;
}

/** One file of a comparison: which it is, and what has changed in it. What is not here yet is only named. */
export function FileSection(props: FileSectionProps) {
  const { change, shown, options, keep } = props;
  const { path } = change;
  const alone = `?${new URLSearchParams({ ...keep, ...givenOf(queryOf(options)), file: path })}`;
  return (
    <section
      id={changeAnchor(path)}
      className="file-change"
      data-change={changeQuery(change)}
      data-near={shown === null ? "" : undefined}
    >
      {shown === null ? (
        <header>
          <FileName change={change} />
        </header>
      ) : (
        <FileHead {...props} />
      )}
      <div className="change-body">
        <FileBody {...props} />
        {shown === null || shown.kind === "folded" ? (
          <p className="change-note">
            {shown === null ? null : `${foldedReasons[shown.reason]} `}
            <a href={alone} data-show="">
              Show the changes
            </a>
          </p>
        ) : null}
      </div>
    </section>
  );
}

const foldedReasons = {
  large: "This is a large change.",
  generated: "This file is generated.",
};

function FileHead({ namespace, repo, baseAt, base, head, change, shown }: FileSectionProps) {
  const { path, after } = change;
  const counts = shown && lineCountsOf(shown);
  const commit = after === null ? base : head;
  const at = after === null ? baseAt : { namespace, repo };
  return (
    <header>
      <button
        type="button"
        data-fold=""
        aria-expanded
        title="Fold or unfold this file"
        className="noscript:hidden"
      >
        <Icon name="chevron-down" />
      </button>
      <FileName change={change} />
      <CopyButton text={path} what="the path" />
      <p>
        {badgesOf(change).map((words) => (
          <Badge key={words}>{words}</Badge>
        ))}
        {counts === null ? null : (
          <>
            <LineCountsText {...counts} />
            <LineCountsBar {...counts} />
          </>
        )}
      </p>
      {shown?.kind === "text" && change.before !== null && change.after !== null ? (
        <button type="button" data-whole="" title="Show all lines of this file" className="noscript:hidden">
          <Icon name="chevrons-up-down" />
        </button>
      ) : null}
      <label className="noscript:hidden">
        <input type="checkbox" data-viewed={`${change.before?.hash ?? ""}..${change.after?.hash ?? ""}`} />{" "}
        Viewed
      </label>
      {commit === null ? null : (
        <a
          href={placeHref(at, commit, change)}
          title={`View the file ${after === null ? "as it was" : ""}`.trim()}
          className="view-file"
        >
          <Icon name="file" />
          <span>View file</span>
        </a>
      )}
    </header>
  );
}

function FileName({ change: { path, oldPath } }: { change: FileChange }) {
  return (
    <h3>
      {oldPath === null ? null : (
        <>
          <StaticName>{oldPath}</StaticName> <span aria-hidden>→</span>
          <span className="sr-only"> is now </span>{" "}
        </>
      )}
      <a href={`#${encodeURI(changeAnchor(path))}`} data-row-link="">
        <StaticName>{path}</StaticName>
      </a>
    </h3>
  );
}

/** A submodule is shown by the directory that it stands in. */
function placeHref({ namespace, repo }: ChangePlace["baseAt"], commit: string, change: FileChange) {
  const { path, before, after } = change;
  return (after ?? before)?.mode === "160000"
    ? treeUrl(namespace, repo, commit, path.split("/").slice(0, -1).join("/"))
    : blobUrl(namespace, repo, commit, path);
}

const kindOfMode = {
  "40000": "directory",
  "100644": "file",
  "100755": "executable file",
  "120000": "symlink",
  "160000": "submodule",
};

function badgesOf({ status, percent, before, after }: FileChange): string[] {
  const words: string[] = [];
  if (status === "renamed" || status === "copied") {
    words.push(percent === 100 ? status : `${status}, ${percent} % the same`);
  } else if (status !== "modified") words.push(status);
  if (before !== null && after !== null && before.mode !== after.mode) {
    words.push(`${kindOfMode[before.mode]} → ${kindOfMode[after.mode]}`);
  } else {
    const only = after ?? before;
    if (only !== null && only.mode !== "100644" && (before === null || after === null)) {
      words.push(kindOfMode[only.mode]);
    }
  }
  return words;
}

function FileBody({ shown, ...props }: FileSectionProps): ReactNode {
  switch (shown?.kind) {
    case "same":
      return <p className="change-note">{sameWords(props.change)}</p>;
    case "only-space":
      return <p className="change-note">Only white space has changed.</p>;
    case "other":
      return <OtherBody {...props} before={shown.before} after={shown.after} />;
    case "text":
      return <TextBody {...props} shown={shown} />;
    default:
      return null;
  }
}

interface OtherBodyProps extends Omit<FileSectionProps, "shown"> {
  before: SideContent;
  after: SideContent;
}

function OtherBody({ namespace, repo, baseAt, base, head, change, before, after }: OtherBodyProps) {
  const { path, oldPath } = change;
  const isFile = (side: FileChange["before"]) => side !== null && side.mode !== "160000";
  return (
    <OtherChange
      before={before}
      after={after}
      beforeHash={change.before?.hash ?? null}
      afterHash={change.after?.hash ?? null}
      beforeHref={
        base !== null && isFile(change.before)
          ? rawUrl(baseAt.namespace, baseAt.repo, base, oldPath ?? path)
          : null
      }
      afterHref={isFile(change.after) ? rawUrl(namespace, repo, head, path) : null}
      path={path}
    />
  );
}

interface TextBodyProps extends Omit<FileSectionProps, "shown"> {
  shown: Extract<ShownChange, { kind: "text" }>;
}

function TextBody({ namespace, repo, head, change, shown, options }: TextBodyProps) {
  if (shown.text.hunks.length === 0) return <p className="change-note">{sameWords(change)}</p>;
  return (
    <>
      {shown.isCoarse ? (
        <p className="change-note">
          The two texts differ so much that the shortest way from one to the other was not looked for. What is
          shown is true, but longer than it need be.
        </p>
      ) : null}
      <TextChange
        shown={shown.text}
        isSplit={options.view === "split"}
        fileHref={change.after === null ? null : blobUrl(namespace, repo, head, change.path)}
      />
    </>
  );
}

function sameWords({ status, before, after }: FileChange): string {
  if (status === "renamed") return "The file was renamed without changes.";
  if (status === "copied") return "The file was copied without changes.";
  if (before !== null && after !== null && before.mode !== after.mode) {
    return `Only the mode has changed, from ${before.mode} to ${after.mode}.`;
  }
  return "The file is empty.";
}
