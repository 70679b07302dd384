/** A line at the top of the window while a page is on its way, after a moment's grace. */
export function PendingLine() {
  return (
    <span role="status" className="pointer-events-none fixed inset-x-0 top-0 z-50 h-0.5 overflow-hidden">
      <span className="sr-only">Loading the page</span>
      <span className="block h-full w-2/5 animate-pending bg-accent" />
    </span>
  );
}
