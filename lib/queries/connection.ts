/** Whether the dashboard can be reached from this tab, as far as it was tried. */
export type Connection = "ok" | "offline" | "unreachable";

let isUnanswered = false;
const listeners = new Set<() => void>();

/** What a call found out. */
export function noteAnswered(isAnswered: boolean): void {
  if (isUnanswered === !isAnswered) return;
  isUnanswered = !isAnswered;
  for (const listener of listeners) listener();
}

/** Whether the browser itself knows that it has no connection. Node has no such knowledge. */
export function isOffline(): boolean {
  return typeof navigator !== "undefined" && navigator.onLine === false;
}

export function currentConnection(): Connection {
  if (isOffline()) return "offline";
  return isUnanswered ? "unreachable" : "ok";
}

export function subscribeToConnection(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}
