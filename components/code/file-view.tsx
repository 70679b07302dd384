import {
  Download,
  FileDigit,
  FileSymlink,
  FolderGit,
  Link2,
  Package,
  TriangleAlert,
  WrapText,
} from "lucide-react";
import type { ReactNode } from "react";
import { BlankSlate } from "@/components/ui/blank-slate";
import { buttonClass } from "@/components/ui/button";
import { NavLink } from "@/components/ui/nav-link";
import { exactBytes, formatBytes } from "@/lib/format/bytes";
import { countOf, formatCount } from "@/lib/format/count";
import { type ChunkedCode, highlightMaxLines } from "@/lib/highlight/highlight";
import { languageTitle } from "@/lib/highlight/languages";
import type { OpenPath } from "@/lib/reading/open-path";
import { type FileContent, textMaxBytes, textMaxLines } from "@/lib/reading/read-file";
import { refUrlNames } from "@/lib/reading/ref-url-names";
import { blobUrl, rawUrl } from "@/lib/routes";
import { countLines } from "@/lib/text/decode-text";
import { findHiddenCharacters, type HiddenCharacters } from "@/lib/text/hidden-characters";
import { CodeLines } from "./code-lines";
import { CopyFileButton } from "./copy-file-button";
import { LanguagePicker } from "./language-picker";
import { PlaceBar } from "./place-bar";
import { PlainReason } from "./plain-reason";
import { VerifyBadge } from "./verify-badge";
import { ViewSwitch } from "./view-switch";
import { ViewTabs } from "./view-tabs";

export const wrapCookie = "vitrine-wrap";

interface FileViewProps {
  namespace: string;
  place: OpenPath;
  file: FileContent;
  /** The lines of a text; null for everything else. */
  code: ChunkedCode | null;
  /** The language was named in the URL. */
  isLanguageChosen: boolean;
  /** Which of its two views is shown; null for a file that has one only. */
  view: "code" | "preview" | null;
  /** What is shown instead of lines; null where there is nothing but them. */
  preview: ReactNode;
  isWrapped: boolean;
}

/** A file at a ref: where one is, what it is, its content. */
export function FileView(props: FileViewProps) {
  const { namespace, place, file, code, isLanguageChosen, view, preview, isWrapped } = props;
  const { repo, ref, path, commit } = place;
  const rawHref = rawUrl(namespace, repo.name, ref.name, path);
  const commitName = refUrlNames(place.refs).commit(commit.hash);
  const permalink = blobUrl(namespace, repo.name, commitName, path);
  const hidden = code && "text" in file ? findHiddenCharacters(file.text) : null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <PlaceBar namespace={namespace} place={place} kind="blob" />
      <section
        aria-label={path}
        data-file-view=""
        data-wrap={isWrapped ? "" : undefined}
        className="overflow-hidden rounded-lg border bg-bg-raised"
      >
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b bg-bg-subtle px-4 py-1.5 max-sm:px-3">
          {view ? (
            <ViewTabs
              current={view}
              previewHref={blobUrl(namespace, repo.name, ref.name, path, { view: "preview" })}
              codeHref={blobUrl(namespace, repo.name, ref.name, path, { view: "code" })}
            />
          ) : null}
          <Facts file={file} />
          <VerifyBadge
            key={path}
            namespace={namespace}
            repo={repo.name}
            commitHash={commit.hash}
            commitName={commitName}
            path={path}
            kind={file.kind === "submodule" ? "submodule" : "file"}
          />
          <div className="flex flex-wrap gap-2">
            {code ? (
              <>
                <LanguagePicker
                  current={code.language ? { id: code.language, title: languageTitle(code.language) } : null}
                  isChosen={isLanguageChosen}
                />
                {hidden ? (
                  <ViewSwitch attribute="data-raw-text" initial={false}>
                    Hide marks
                  </ViewSwitch>
                ) : null}
                <ViewSwitch attribute="data-wrap" cookie={wrapCookie} initial={isWrapped}>
                  <WrapText size={16} aria-hidden />
                  <span className="max-xl:sr-only">Wrap</span>
                </ViewSwitch>
              </>
            ) : null}
            {file.kind === "submodule" ? null : (
              <>
                {file.kind === "text" ? <CopyFileButton rawHref={rawHref} encoding={file.encoding} /> : null}
                <a href={rawHref} data-action="Open the raw file" className={buttonClass({ size: "sm" })}>
                  Raw
                </a>
                <a
                  href={rawUrl(namespace, repo.name, ref.name, path, { download: true })}
                  download
                  data-action="Download the file"
                  title="Download"
                  className={buttonClass({ size: "sm" })}
                >
                  <Download size={16} aria-hidden />
                  <span className="max-xl:sr-only">Download</span>
                </a>
              </>
            )}
            {ref.kind === "commit" ? null : (
              <NavLink
                href={permalink}
                title="A link to this file as it is now, whatever happens to the branch"
                data-key="y"
                data-key-label="Permalink"
                className={buttonClass({ size: "sm" })}
              >
                <Link2 size={16} aria-hidden />
                <span className="max-xl:sr-only">Permalink</span>
              </NavLink>
            )}
          </div>
        </div>
        {hidden ? <HiddenBanner hidden={hidden} /> : null}
        {preview ?? (
          <Content file={file} code={code} path={path} permalink={permalink} hasHidden={hidden !== null} />
        )}
      </section>
    </div>
  );
}

function Facts({ file }: { file: FileContent }) {
  const facts: ReactNode[] = [];
  if (file.kind === "text") facts.push(countOf(countLines(file.text), "line"));
  if ("sizeBytes" in file && file.sizeBytes !== null) {
    facts.push(<span title={exactBytes(file.sizeBytes)}>{formatBytes(file.sizeBytes)}</span>);
  }
  if (file.kind === "text" || file.kind === "too-large") {
    const { kind, hasFinalNewline } = file.lineEndings;
    facts.push(file.encoding);
    if (file.hasByteOrderMark) facts.push("byte order mark");
    if (file.brokenCount > 0) facts.push(countOf(file.brokenCount, "invalid byte sequence"));
    if (kind !== "none") facts.push(kind === "mixed" ? "mixed line endings" : kind);
    if (file.kind === "text" && file.text !== "" && !hasFinalNewline) facts.push("no final newline");
  }
  if ("mime" in file && file.mime !== null) facts.push(file.mime);
  if (file.entry.mode === "100755") facts.push("executable");
  if (file.kind === "symlink") facts.push("symbolic link");
  if (file.kind === "submodule") facts.push("submodule");
  if (file.kind === "lfs") facts.push("Git LFS pointer");
  return (
    <ul data-facts="" className="mr-auto flex flex-wrap items-center gap-x-3 text-12 text-text-muted">
      {facts.map((fact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
        <li key={index}>{fact}</li>
      ))}
    </ul>
  );
}

function HiddenBanner({ hidden }: { hidden: HiddenCharacters }) {
  const { bidirectionalCount, invisibleCount, firstLine } = hidden;
  const counts = [
    bidirectionalCount > 0
      ? `${countOf(bidirectionalCount, "character")} that turn the direction of text`
      : null,
    invisibleCount > 0 ? countOf(invisibleCount, "invisible character") : null,
  ].filter((count) => count !== null);
  return (
    <div className="flex gap-2.5 border-b bg-warning-subtle px-4 py-2 text-13 text-warning">
      <TriangleAlert size={16} aria-hidden className="mt-0.5 shrink-0" />
      <p>
        This file has {counts.join(" and ")}. A program may read it differently from how it looks without the
        marks. The first is on{" "}
        <a href={`#L${firstLine}`} className="font-medium underline underline-offset-2">
          line {formatCount(firstLine)}
        </a>
        .
      </p>
    </div>
  );
}

interface ContentProps {
  file: FileContent;
  code: ChunkedCode | null;
  path: string;
  permalink: string;
  hasHidden: boolean;
}

function Content({ file, code, path, permalink, hasHidden }: ContentProps) {
  switch (file.kind) {
    case "text":
    case "too-large": {
      if (code === null || file.text === "") {
        return <p className="px-4 py-10 text-center text-13 text-text-muted">This file is empty.</p>;
      }
      return (
        <>
          {file.kind === "too-large" ? (
            <Remark>
              Only the beginning is shown: the file{" "}
              {file.reason === "lines"
                ? `has more than ${formatCount(textMaxLines)} lines`
                : `is larger than ${formatBytes(textMaxBytes)}`}
              . Raw and Download give all of it.
            </Remark>
          ) : null}
          {code.plainReason === "too-large" ? (
            <Remark>
              This file is shown without colours: it has more than {formatCount(highlightMaxLines)} lines or
              is larger than can be coloured.
            </Remark>
          ) : null}
          <PlainReason outcome={code.outcome} />
          <CodeLines code={code} label={path} permalink={permalink} hasHidden={hasHidden} />
        </>
      );
    }
    case "lfs":
      return (
        <BlankSlate icon={Package} title="Stored in Git LFS">
          This file is a pointer: its content, {formatBytes(file.pointer.sizeBytes)}, is on a Git LFS server
          and not in this repo. Its SHA-256 is{" "}
          <code className="text-12 [overflow-wrap:anywhere] text-text">{file.pointer.oid}</code>. Raw gives
          the pointer.
        </BlankSlate>
      );
    case "symlink":
      return (
        <BlankSlate icon={FileSymlink} title="Symbolic link">
          It points to <code className="text-12 text-text">{file.target}</code>
        </BlankSlate>
      );
    case "submodule":
      return (
        <BlankSlate icon={FolderGit} title="Submodule">
          Another repo stands here, at commit <code className="text-12 text-text">{file.entry.hash}</code>.
          Its address is in .gitmodules.
        </BlankSlate>
      );
    default:
      return (
        <BlankSlate icon={FileDigit} title="Not text">
          Raw and Download give these bytes as they are.
        </BlankSlate>
      );
  }
}

function Remark({ children }: { children: ReactNode }) {
  return <p className="border-b px-4 py-2 text-12 text-text-muted">{children}</p>;
}
