import { isAllowedHost } from "./allowed-host";

/** A request as it came, before anybody has made a URL of it. */
export interface RequestLine {
  method: string;
  /** A path with its query, as a request to a server begins. */
  target: string;
  /** Every `Host` that it names. */
  hosts: readonly string[];
}

export interface Refusal {
  status: number;
  message: string;
  headers?: Record<string, string>;
}

const reading = ["GET", "HEAD"];
/** What some route of `/-/api` answers. One that does not refuses it itself. */
const changing = [...reading, "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];
/** Nothing else is changed by a request; but Next's tools of development are asked by POST. */
const takesChanges = /^\/(-\/api\/|__nextjs)/;

/**
 * Why a request is not for Next, whatever is asked for, or null. The host comes first: a page of another site, whose name
 * was made to lead here, is told nothing else. `port` is the one that the dashboard listens on.
 */
export function refusalOf({ method, target, hosts }: RequestLine, port: number): Refusal | null {
  const [host] = hosts;
  if (host === undefined || hosts.length > 1) {
    return { status: 400, message: "The request must have one Host header." };
  }
  if (!isAllowedHost(host, port)) return { status: 421, message: "This host name is not served here." };
  const [path = ""] = target.split("?", 1);
  const methods = takesChanges.test(path) ? changing : reading;
  if (!methods.includes(method)) {
    return {
      status: 405,
      message: "This method is not served here.",
      headers: { allow: methods.join(", ") },
    };
  }
  if (!path.startsWith("/")) return { status: 400, message: "The request's target is not a path." };
  if (!isDecodable(path)) return { status: 400, message: "The path is not valid UTF-8." };
  return null;
}

/** Next answers 500 to a path it cannot decode. */
function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
