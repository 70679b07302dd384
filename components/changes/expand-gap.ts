import { fragmentHref } from "./load-file";

/** Lines that one click shows of a longer gap. */
const stepLines = 20;

/** Shows lines of a gap, from its beginning, from its end, or all. Never fails: it says what did. */
export async function expandGap(
  asked: HTMLElement,
  section: HTMLElement,
  signal: AbortSignal,
): Promise<void> {
  const gap = asked.closest<HTMLElement>(".gap");
  if (gap === null || gap.hasAttribute("aria-busy")) return;
  const [oldStart, newStart, count] = ["old", "new", "count"].map((name) => Number(gap.dataset[name]));
  if (oldStart === undefined || newStart === undefined || count === undefined) return;
  const how = asked.dataset.expand;
  const taken = how === "all" ? count : Math.min(stepLines, count);
  const skipped = how === "up" ? count - taken : 0;
  gap.setAttribute("aria-busy", "true");
  try {
    const { askChange } = await import("@/lib/queries/ask-change");
    const part = new URLSearchParams({
      line: String(newStart + skipped),
      lines: String(taken),
      shift: String(oldStart - newStart),
    });
    const html = await askChange(`${fragmentHref(section, true)}&${part}`, signal);
    const box = document.createElement("template");
    // Made by our own server, from elements whose texts React has escaped.
    box.innerHTML = html;
    show(gap, box.content, { how, taken, left: count - taken });
  } catch (error) {
    if (signal.aborted) return;
    const { describeFailure } = await import("@/lib/wire/describe-failure");
    const said = document.createElement("span");
    said.role = "alert";
    said.textContent = describeFailure(error, "these lines").title;
    gap.querySelector("[role=alert]")?.remove();
    gap.append(said);
  } finally {
    gap.removeAttribute("aria-busy");
  }
}

/** Shows all lines of a file, one gap after the other: each moves what is below it. */
export async function expandFile(section: HTMLElement, signal: AbortSignal): Promise<void> {
  for (const all of section.querySelectorAll<HTMLElement>('[data-expand="all"]')) {
    await expandGap(all, section, signal);
  }
}

interface Opened {
  how: string | undefined;
  taken: number;
  left: number;
}

function show(gap: HTMLElement, lines: DocumentFragment, { how, taken, left }: Opened): void {
  const first = lines.querySelector<HTMLElement>(".rows > *");
  if (how === "up") gap.after(lines);
  else gap.before(lines);
  if (left === 0) {
    // The button that was pressed goes: the focus would be lost.
    if (gap.contains(document.activeElement) && first !== null) {
      first.tabIndex = -1;
      first.focus({ preventScroll: true });
    }
    gap.remove();
    return;
  }
  gap.dataset.count = String(left);
  if (how === "down") {
    gap.dataset.old = String(Number(gap.dataset.old) + taken);
    gap.dataset.new = String(Number(gap.dataset.new) + taken);
  }
  const all = gap.querySelector<HTMLElement>('[data-expand="all"]');
  if (all === null) return;
  all.textContent = `${left.toLocaleString("en-US")} unchanged ${left === 1 ? "line" : "lines"}`;
  all.title = `Show ${all.textContent}`;
}
