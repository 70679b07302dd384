/** What waits for its turn, in the order in which it came. */
const waiting = new Set<HTMLElement>();
let isScheduled = false;

/** For browsers that do not say how long they are idle: one at a time, with pauses. */
const pauseMs = 50;
/** The longest that one element is expected to take. */
const stepMs = 8;

/**
 * Lays an element's content out while the browser has nothing to do, though `content-visibility` leaves it out of sight: else the first
 * search of the browser's own (Ctrl-F) lays a long page out in one go, and the page stands still for seconds. Gives what takes it back; so
 * it can be a ref.
 */
export function layOutWhenIdle(element: HTMLElement | null): () => void {
  if (element !== null) {
    waiting.add(element);
    schedule();
  }
  return () => {
    if (element !== null) waiting.delete(element);
  };
}

function schedule() {
  if (isScheduled || waiting.size === 0) return;
  isScheduled = true;
  // Safari has no such callback.
  if (typeof requestIdleCallback === "function") requestIdleCallback(work);
  else setTimeout(work, pauseMs);
}

function work(deadline?: IdleDeadline) {
  isScheduled = false;
  for (const element of waiting) {
    waiting.delete(element);
    // Asking where a part is lays it out, and it stays laid out until it changes.
    element.lastElementChild?.getBoundingClientRect();
    if ((deadline?.timeRemaining() ?? 0) < stepMs) break;
  }
  schedule();
}
