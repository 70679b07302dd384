import { loadFile } from "./load-file";

/** Shows a file's change by another of its looks, in place. */
export async function changeLook(
  link: HTMLElement,
  section: HTMLElement,
  signal: AbortSignal,
): Promise<void> {
  const { look = "source" } = link.dataset;
  if (link.ariaCurrent !== null) return;
  const made = await loadFile(section, { isAskedFor: true, look, signal });
  if (made === section) return;
  // The link that was pressed is gone: the focus goes on from the one in its place.
  made.querySelector<HTMLElement>(`[data-look="${look}"]`)?.focus({ preventScroll: true });
  if (made.getBoundingClientRect().top < 0) made.scrollIntoView({ block: "start" });
}
