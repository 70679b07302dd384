import { isLoopbackHost } from "@/egress/loopback-host";

/**
 * Whether a `Host` header names this dashboard: a loopback name or address with our own port. A foreign name that
 * resolves to this machine (DNS rebinding) is not one, or its pages could read ours.
 */
export function isAllowedHost(host: string | null, port: number): boolean {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?$/i.exec(host ?? "");
  if (match === null) return false;
  const [, name = "", givenPort = "80"] = match;
  return isLoopbackHost(name) && Number(givenPort) === port;
}
