import type { ReactNode } from "react";
import { StaticName } from "@/components/names/static-name";
import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { Icon } from "@/components/ui/icon";
import { type ChangeOptions, givenOf, queryOf } from "@/lib/changes/change-options";
import { changeQuery } from "@/lib/changes/change-query";
import type { FileChange } from "@/lib/changes/file-change";
import { lineCountsOf, type ShownChange } from "@/lib/changes/shown-change";
import { blobUrl, treeUrl } from "@/lib/routes";
import { changeAnchor } from "./change-anchor";
import type { ChangePlace } from "./change-place";
import { LineCountsBar, LineCountsText } from "./line-counts";
import { LookChoice } from "./look-choice";
import { OtherChange } from "./other-change";
import { TextChange } from "./text-change";

interface FileSectionProps extends ChangePlace {
  change: FileChange;
  /** Null while it is not here. */
  shown: ShownChange | null;
  /** What is drawn of a look, where one is shown. */
  look: ReactNode;
  options: ChangeOptions;
}

/** One file of a comparison: which it is, and what has changed in it. What is not here yet is only named. */
export function FileSection(props: FileSectionProps) {
  const { change, shown, options, keep } = props;
  const { path } = change;
  const alone = aloneHref(path, options, keep);
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

const aloneHref = (path: string, options: ChangeOptions, keep: ChangePlace["keep"]) =>
  `?${new URLSearchParams({ ...keep, ...givenOf(queryOf(options)), file: path })}`;

const foldedReasons = {
  large: "This is a large change.",
  generated: "This file is generated.",
};

function FileHead({ namespace, repo, baseAt, base, head, change, shown, options, keep }: FileSectionProps) {
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
      <LookChoice shown={shown} href={aloneHref(path, options, keep)} />
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
      return <OtherChange {...props} before={shown.before} after={shown.after} />;
    case "look":
      return props.look;
    case "text":
      return <TextBody {...props} shown={shown} />;
    default:
      return null;
  }
}

interface TextBodyProps extends Omit<FileSectionProps, "shown"> {
  shown: Extract<ShownChange, { kind: "text" }>;
}

function TextBody({ namespace, repo, head, change, shown, options }: TextBodyProps) {
  if (shown.text.hunks.length === 0) return <p className="change-note">{sameWords(change)}</p>;
  return (
    <>
      {shown.refused === null ? null : <p className="change-note">{shown.refused}</p>}
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
