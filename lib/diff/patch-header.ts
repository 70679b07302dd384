import type { PatchedFile, PatchSide } from "./patched-file";
import { quoteBelow, quotePath } from "./quote-path";

const noHash = "0".repeat(40);

/** The lines that begin a file's change, up to `index`. */
export function changeHeader({ before, after, origin }: PatchedFile): string {
  const [from, to] = [before ?? after, after ?? before];
  if (from === null || to === null) throw new Error("A change has a file on one side at least.");
  const lines = [`diff --git ${quoteBelow("a", from.path)} ${quoteBelow("b", to.path)}`];
  if (before === null) lines.push(`new file mode ${to.mode}`);
  else if (after === null) lines.push(`deleted file mode ${from.mode}`);
  else if (before.mode !== after.mode) lines.push(`old mode ${before.mode}`, `new mode ${after.mode}`);
  if (origin) {
    lines.push(`similarity index ${origin.similarity}%`);
    lines.push(`${origin.kind} from ${quotePath(from.path)}`, `${origin.kind} to ${quotePath(to.path)}`);
  }
  if (before?.hash !== after?.hash) {
    const mode = before?.mode === after?.mode ? ` ${to.mode}` : "";
    lines.push(`index ${before?.hash ?? noHash}..${after?.hash ?? noHash}${mode}`);
  }
  return `${lines.join("\n")}\n`;
}

/** The two lines above the first hunk. */
export function contentNames({ before, after }: PatchedFile): string {
  return `--- ${nameOf("a", before)}\n+++ ${nameOf("b", after)}\n`;
}

function nameOf(side: "a" | "b", file: PatchSide | null): string {
  if (file === null) return "/dev/null";
  const name = quoteBelow(side, file.path);
  // So that patch programs do not take what follows a space for a date.
  return name.includes(" ") ? `${name}\t` : name;
}
