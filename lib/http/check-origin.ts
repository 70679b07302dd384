import { RequestError } from "@/lib/wire/request-error";

/**
 * Refuses a change that another site may have caused. `Origin` must be the origin the request was sent to; only a
 * browser that leaves `Origin` out may prove the same with `Sec-Fetch-Site`, which pages cannot set. Without either
 * there is no proof. `Host` itself has been checked by the proxy.
 */
export function requireSameOrigin(headers: Headers): void {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  const host = headers.get("host");
  const originMatches =
    origin !== null && host !== null && origin.toLowerCase() === `http://${host.toLowerCase()}`;
  const isSame =
    origin === null ? site === "same-origin" : originMatches && (site ?? "same-origin") === "same-origin";
  if (!isSame)
    throw new RequestError("forbidden", "The request does not come from a page of this dashboard.");
}
