import { Download, FileDigit, FileSymlink, FolderGit, Link2 } from "lucide-react";
import type { ReactNode } from "react";
import { BlankSlate } from "@/components/ui/blank-slate";
import { buttonClass } from "@/components/ui/button";
import { NavLink } from "@/components/ui/nav-link";
import type { OpenPath } from "@/lib/artifacts/open-path";
import type { FileContent } from "@/lib/artifacts/read-file";
import { exactBytes, formatBytes } from "@/lib/format/bytes";
import { countOf } from "@/lib/format/count";
import { countLines } from "@/lib/format/decode-text";
import type { HighlightedCode } from "@/lib/highlight/highlight";
import { languageTitle } from "@/lib/highlight/languages";
import { blobUrl, rawUrl } from "@/lib/routes";
import { CodeLines } from "./code-lines";
import { CopyFileButton } from "./copy-file-button";
import { PlaceBar } from "./place-bar";

interface FileViewProps {
  namespace: string;
  place: OpenPath;
  file: FileContent;
  /** Of a text; null for everything else. */
  highlighted: HighlightedCode | null;
}

/** A file at a ref: where one is, what it is, its content. */
export function FileView({ namespace, place, file, highlighted }: FileViewProps) {
  const { repo, ref, path, commit } = place;
  const rawHref = rawUrl(namespace, repo.name, ref.name, path);
  const hasBytes = file.kind !== "submodule";
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <PlaceBar namespace={namespace} place={place} kind="blob" />
      <section aria-label={path} className="overflow-hidden rounded-lg border bg-bg-raised">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b bg-bg-subtle px-4 py-1.5">
          <Facts file={file} highlighted={highlighted} />
          {hasBytes ? (
            <div className="flex flex-wrap gap-2">
              {file.kind === "text" ? <CopyFileButton rawHref={rawHref} /> : null}
              <a href={rawHref} className={buttonClass({ size: "sm" })}>
                Raw
              </a>
              <a
                href={rawUrl(namespace, repo.name, ref.name, path, { download: true })}
                download
                className={buttonClass({ size: "sm" })}
              >
                <Download size={16} aria-hidden />
                <span className="max-sm:sr-only">Download</span>
              </a>
              {ref.kind === "commit" ? null : (
                <NavLink
                  href={blobUrl(namespace, repo.name, commit.hash, path)}
                  title="A link to this file as it is now, whatever happens to the branch"
                  className={buttonClass({ size: "sm" })}
                >
                  <Link2 size={16} aria-hidden />
                  <span className="max-sm:sr-only">Permalink</span>
                </NavLink>
              )}
            </div>
          ) : null}
        </div>
        <Content file={file} highlighted={highlighted} path={path} rawHref={rawHref} />
      </section>
    </div>
  );
}

function Facts({ file, highlighted }: Pick<FileViewProps, "file" | "highlighted">) {
  const facts: ReactNode[] = [];
  if (file.kind === "text") facts.push(countOf(countLines(file.text), "line"));
  if ("sizeBytes" in file && file.sizeBytes !== null) {
    facts.push(<span title={exactBytes(file.sizeBytes)}>{formatBytes(file.sizeBytes)}</span>);
  }
  if (highlighted?.language) facts.push(languageTitle(highlighted.language));
  if (file.kind === "text" && file.encoding !== "UTF-8") facts.push(file.encoding);
  if (file.entry.mode === "100755") facts.push("executable");
  if (file.kind === "symlink") facts.push("symbolic link");
  if (file.kind === "submodule") facts.push("submodule");
  return (
    <ul className="mr-auto flex flex-wrap gap-x-4 text-12 text-text-muted">
      {facts.map((fact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
        <li key={index}>{fact}</li>
      ))}
    </ul>
  );
}

interface ContentProps {
  file: FileContent;
  highlighted: HighlightedCode | null;
  path: string;
  rawHref: string;
}

const plainWords = {
  "too-large": "This file is shown without colours: it is too large to highlight.",
  "too-slow": "This file is shown without colours: highlighting it took too long.",
  failed: "This file is shown without colours: highlighting it failed.",
} as const;

function Content({ file, highlighted, path, rawHref }: ContentProps) {
  switch (file.kind) {
    case "text": {
      if (highlighted === null || file.text === "") {
        return <p className="px-4 py-10 text-center text-13 text-text-muted">This file is empty.</p>;
      }
      const { plainReason } = highlighted;
      return (
        <>
          {plainReason !== null && plainReason !== "unknown-language" ? (
            <p className="border-b px-4 py-2 text-12 text-text-muted">{plainWords[plainReason]}</p>
          ) : null}
          <CodeLines lines={highlighted.lines} label={path} />
        </>
      );
    }
    case "image":
      return (
        <div className="grid place-items-center p-6">
          {/* biome-ignore lint/performance/noImgElement: raw bytes of a repo, which no optimiser may touch */}
          <img src={rawHref} alt={path} className="max-h-[70dvh] max-w-full" />
        </div>
      );
    case "binary":
      return (
        <BlankSlate icon={FileDigit} title="Not text">
          These bytes are no text in any encoding we know. Raw and Download give them as they are.
        </BlankSlate>
      );
    case "too-large":
      return (
        <BlankSlate icon={FileDigit} title="Too large to show here">
          {file.sizeBytes === null ? "This file" : `At ${formatBytes(file.sizeBytes)} this file`} is more than
          a page can carry. Raw and Download give all of it.
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
  }
}
