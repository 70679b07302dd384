import type { ReactNode } from "react";
import { formatBytes } from "@/lib/format/bytes";
import { parseJson } from "@/lib/text/parse-json";
import { LazyJsonTree } from "./lazy-previews";

/** The tree of a larger file is too long to unfold, and its text would travel once more. */
const maxChars = 1_000_000;

/** A JSON file as a tree to unfold; a sentence where it is none. */
export function JsonPreview({ text }: { text: string }) {
  if (text.length > maxChars) {
    return <Remark>A tree is drawn of JSON up to {formatBytes(maxChars)}. Code shows this file.</Remark>;
  }
  const parsed = parseJson(text);
  if (!parsed.ok) {
    return (
      <Remark>
        This is not valid JSON: {parsed.message}, on line {parsed.line}. Code shows the file as it is.
      </Remark>
    );
  }
  return <LazyJsonTree text={text} />;
}

function Remark({ children }: { children: ReactNode }) {
  return <p className="px-4 py-10 text-center text-13 text-text-muted">{children}</p>;
}
