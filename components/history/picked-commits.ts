export interface PickedCommit {
  hash: string;
  subject: string;
}

const boxSelector = ".commits input";
const pickedMax = 2;

/** The commits that are ticked, the newest first, as they stand in the page. */
export function listPicked(): PickedCommit[] {
  return tickedBoxes().map((box) => {
    const row = box.closest("li");
    return {
      // A row says it once, where it is copied.
      hash: row?.querySelector<HTMLElement>("[data-copy]")?.dataset.copy ?? "",
      subject: row?.querySelector("[data-row-link]")?.textContent ?? "",
    };
  });
}

/** Of three the one goes that was ticked first. `order` is that of before; gives the new one. */
export function keepTwo(order: readonly HTMLInputElement[]): HTMLInputElement[] {
  const ticked = tickedBoxes();
  const inOrder = [
    ...order.filter((box) => ticked.includes(box)),
    ...ticked.filter((box) => !order.includes(box)),
  ];
  for (const box of inOrder.splice(0, inOrder.length - pickedMax)) box.checked = false;
  return inOrder;
}

export function clearPicked(): void {
  for (const box of tickedBoxes()) box.checked = false;
}

/** The box of the row that has the focus answers to a key. */
export function announceBox(focused: EventTarget | null): void {
  if (!(focused instanceof Element)) return;
  const box = focused.closest(".commits li")?.querySelector<HTMLInputElement>("input");
  if (!box) return;
  for (const other of document.querySelectorAll<HTMLElement>(`${boxSelector}[data-key]`)) {
    delete other.dataset.key;
    delete other.dataset.keyLabel;
  }
  box.dataset.key = "x";
  box.dataset.keyLabel = "Select the commit to compare";
}

export const isBox = (target: EventTarget | null) =>
  target instanceof HTMLInputElement && target.matches(boxSelector);

const tickedBoxes = () => [...document.querySelectorAll<HTMLInputElement>(`${boxSelector}:checked`)];
