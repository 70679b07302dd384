import type { ReactNode } from "react";
import { BlankSlate } from "@/components/ui/blank-slate";
import { formatBytes } from "@/lib/format/bytes";
import { formatCount } from "@/lib/format/count";
import { type ChunkedCode, highlightMaxLines } from "@/lib/highlight/highlight";
import { type FileContent, textMaxBytes, textMaxLines } from "@/lib/reading/read-file";
import { CodeLines } from "./code-lines";
import { PlainReason } from "./plain-reason";
import { SymlinkEnd } from "./symlink-end";

interface FileBodyProps {
  file: FileContent;
  code: ChunkedCode | null;
  path: string;
  permalink: string;
  hasHidden: boolean;
  /** Columns of a tab, where the repo says so. */
  tabSize: number | null;
  here: { namespace: string; repo: string; refName: string };
}

/** The lines of a text, or what stands in their place. */
export function FileBody({ file, code, path, permalink, hasHidden, tabSize, here }: FileBodyProps) {
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
          <CodeLines
            code={code}
            contentKey={contentKeyOf(file)}
            label={path}
            permalink={permalink}
            hasHidden={hasHidden}
            tabSize={tabSize ?? undefined}
          />
        </>
      );
    }
    case "lfs":
      return (
        <BlankSlate icon="package" title="Stored in Git LFS">
          This file is a pointer: its content, {formatBytes(file.pointer.sizeBytes)}, is on a Git LFS server
          and not in this repo. Its SHA-256 is{" "}
          <code className="text-12 [overflow-wrap:anywhere] text-text">{file.pointer.oid}</code>. Raw gives
          the pointer.
        </BlankSlate>
      );
    case "symlink":
      return (
        <BlankSlate icon="file-symlink" title="Symbolic link">
          <SymlinkEnd {...here} target={file.target} end={file.end} />
        </BlankSlate>
      );
    case "submodule":
      return (
        <BlankSlate icon="folder-git" title="Submodule">
          Another repo stands here, at commit <code className="text-12 text-text">{file.entry.hash}</code>.{" "}
          {file.url === null ? (
            "No address in .gitmodules leads to a page of it."
          ) : (
            <>
              It can be read at{" "}
              <a
                href={file.url}
                rel="noreferrer"
                className="font-medium text-accent-text underline underline-offset-2 [overflow-wrap:anywhere]"
              >
                {file.url}
              </a>
              .
            </>
          )}
        </BlankSlate>
      );
    default:
      return (
        <BlankSlate icon="file-digit" title="Not text">
          Raw and Download give these bytes as they are.
        </BlankSlate>
      );
  }
}

const contentKeyOf = (file: FileContent) =>
  file.kind === "text" ? `${file.entry.hash} ${file.encoding}` : undefined;

function Remark({ children }: { children: ReactNode }) {
  return <p className="border-b px-4 py-2 text-12 text-text-muted">{children}</p>;
}
