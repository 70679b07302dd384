const name = "vitrine:leave";

/** A step away from the page that is no link: `go` takes it. */
export class LeaveEvent extends Event {
  constructor(readonly go: () => void) {
    super(name, { cancelable: true });
  }
}

/** Goes, unless the page has something to lose and asks first. */
export function leaveBy(go: () => void): void {
  if (window.dispatchEvent(new LeaveEvent(go))) go();
}

/** A listener that prevents the event's default takes the step itself, later or never. Returns how to stop listening. */
export function listenForLeave(hold: (event: LeaveEvent) => void): () => void {
  const listen = (event: Event) => event instanceof LeaveEvent && hold(event);
  window.addEventListener(name, listen);
  return () => window.removeEventListener(name, listen);
}
