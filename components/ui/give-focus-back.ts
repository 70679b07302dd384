/**
 * Gives the focus back to what had it before a dialog, without a scroll: what had it is where it was, unless the dialog has led
 * elsewhere on the page, and then the page must stay there.
 */
export function giveFocusBack(to: Element | null): boolean {
  if (!(to instanceof HTMLElement) || !to.isConnected) return false;
  to.focus({ preventScroll: true });
  return true;
}
