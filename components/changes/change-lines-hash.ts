import { foldFile } from "./fold-files";
import { loadFile } from "./load-file";

interface LineHash {
  /** The id of the file's section. */
  anchor: string;
  /** `L`: as it is after the change; `B`: as it was before. */
  side: "L" | "B";
  from: number;
  to: number;
}

const marked = "data-marked";

/** `#diff-lib/a.ts-L10`, or `-L10-L20` for several lines; `-B10` is a line as it was before. Null for any other hash. */
function parseHash(hash: string): LineHash | null {
  const match = /^#(diff-.+?)(?:-([LB])([1-9]\d{0,8})(?:-\2([1-9]\d{0,8}))?)?$/s.exec(decode(hash));
  const [, anchor = "", side, first, second = first] = match ?? [];
  if (side !== "L" && side !== "B") return null;
  const [one, other] = [Number(first), Number(second)];
  return { anchor, side, from: Math.min(one, other), to: Math.max(one, other) };
}

function decode(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}

/** Where the last plain click was: Shift makes a range from there. */
let picked: LineHash | null = null;

/** A click on a number puts its line into the address, and marks it; with Shift, all from the one before. */
export function pickLine(section: HTMLElement, event: MouseEvent): void {
  const { target, shiftKey } = event;
  // What is drawn for a number belongs to the row itself.
  if (!(target instanceof HTMLElement) || !target.matches(".rows > :is(b, ins, del)")) return;
  // The lines of a cell are none of the file.
  if (target.closest(".cells-look") !== null) return;
  const side = target.dataset.n === undefined ? "B" : "L";
  const line = Number(side === "L" ? target.dataset.n : target.dataset.o);
  const isRange = shiftKey && picked?.anchor === section.id && picked.side === side;
  const start = isRange && picked ? picked.from : line;
  const next: LineHash = { anchor: section.id, side, from: Math.min(start, line), to: Math.max(start, line) };
  if (!isRange) picked = next;
  if (shiftKey) window.getSelection()?.removeAllRanges();
  const end = next.to > next.from ? `-${side}${next.to}` : "";
  // Not `location.hash`: that scrolls, and fills the history with every click.
  window.history.replaceState(null, "", `#${encodeURI(next.anchor)}-${side}${next.from}${end}`);
  mark(section, next);
}

/** Brings what the address names into view: the file, fetched where it is not here, and the lines, marked. */
export async function followChangeHash(box: HTMLElement, signal: AbortSignal): Promise<void> {
  const hash = decode(window.location.hash);
  const lines = parseHash(window.location.hash);
  // A file may be called as a line of another is written.
  const whole = document.getElementById(hash.slice(1));
  const section = whole ?? (lines && document.getElementById(lines.anchor));
  if (!section || !box.contains(section) || !section.matches(".file-change")) return;
  foldFile(section, false);
  const isMissing = section.querySelector("[data-show]") !== null;
  const shown = isMissing ? await loadFile(section, { isAskedFor: true, signal }) : section;
  if (whole !== null || lines === null) {
    if (isMissing) shown.scrollIntoView({ block: "start" });
    return;
  }
  picked = lines;
  mark(shown, lines)?.scrollIntoView({ block: "center" });
}

/** Gives the first line that is marked. */
function mark(section: HTMLElement, { side, from, to }: LineHash): Element | undefined {
  for (const row of section.closest(".changes")?.querySelectorAll(`[${marked}]`) ?? [])
    row.removeAttribute(marked);
  const rows = [
    ...section.querySelectorAll<HTMLElement>(`[${side === "L" ? "data-n" : "data-o"}]:not(.cells-look *)`),
  ].filter((row) => {
    const line = Number(side === "L" ? row.dataset.n : row.dataset.o);
    return line >= from && line <= to;
  });
  for (const row of rows) row.setAttribute(marked, "");
  return rows[0];
}
