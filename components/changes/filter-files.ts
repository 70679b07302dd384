/** Shows the files whose path has all the words, in the list and below. */
export function filterFiles(box: HTMLElement, text: string): void {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const isShown = (path: string) => words.every((word) => path.toLowerCase().includes(word));
  for (const group of box.querySelectorAll<HTMLElement>(".list-group")) {
    const rows = [...group.querySelectorAll<HTMLElement>("[data-path]")];
    for (const row of rows) row.hidden = !isShown(row.dataset.path ?? "");
    group.hidden = rows.every(({ hidden }) => hidden);
  }
  for (const section of box.querySelectorAll<HTMLElement>(".file-change")) {
    section.hidden = !isShown(new URLSearchParams(section.dataset.change).get("path") ?? "");
  }
}
