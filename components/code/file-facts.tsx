import type { ReactNode } from "react";
import type { EncodingReason } from "@/lib/decoding/decode-text";
import { exactBytes, formatBytes } from "@/lib/format/bytes";
import { countOf } from "@/lib/format/count";
import type { FileContent } from "@/lib/reading/read-file";
import type { FileSettings } from "@/lib/reading/read-file-settings";
import { countLines } from "@/lib/text/count-lines";
import { FactPicker } from "./fact-picker";

const reasons: Record<EncodingReason, string> = {
  chosen: "chosen by you",
  mark: "a byte order mark says so",
  attribute: ".gitattributes says so",
  declared: "the file says so itself",
  valid: "all of its bytes are valid in it",
  probable: "recognised by its characters",
  assumed: "assumed, as nothing tells",
};

const isAscii = /^[\0-\x7f]*$/;

interface FileFactsProps {
  file: FileContent;
  origins: FileSettings["origins"];
}

/** What a file is: its size, its encoding, its line endings, and what Git says of it. */
export function FileFacts({ file, origins }: FileFactsProps) {
  const facts: ReactNode[] = [];
  if (file.kind === "text") facts.push(countOf(countLines(file.text), "line"));
  if ("sizeBytes" in file && file.sizeBytes !== null) {
    facts.push(<span title={exactBytes(file.sizeBytes)}>{formatBytes(file.sizeBytes)}</span>);
  }
  if (file.kind === "text" || file.kind === "too-large") {
    const { kind, hasFinalNewline } = file.lineEndings;
    // All encodings but those of wider characters are alike in ASCII.
    const isPlain = file.encodingReason === "valid" && isAscii.test(file.text);
    facts.push(
      isPlain ? (
        file.encoding
      ) : (
        <FactPicker
          label="Encodings"
          align="start"
          title={file.encoding}
          hint={`Encoding ${file.encoding}: ${reasons[file.encodingReason]}. Choose another`}
          note={`Read as ${file.encoding}: ${reasons[file.encodingReason]}.`}
          currentId={file.encoding}
          isChosen={file.encodingReason === "chosen"}
          className="flex items-center gap-1 rounded-sm hover:text-text pointer-coarse:min-h-11"
        />
      ),
    );
    if (file.hasByteOrderMark) facts.push("byte order mark");
    if (file.brokenCount > 0) facts.push(countOf(file.brokenCount, "invalid byte sequence"));
    if (kind !== "none") facts.push(kind === "mixed" ? "mixed line endings" : kind);
    if (file.kind === "text" && file.text !== "" && !hasFinalNewline) facts.push("no final newline");
  }
  if ("mime" in file && file.mime !== null) facts.push(file.mime);
  for (const origin of origins) facts.push(<span title=".gitattributes says so">{origin}</span>);
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
