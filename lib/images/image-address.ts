import "server-only";
import type { AllowedHosts } from "@/egress/allowed-hosts";
import { EgressError } from "@/egress/egress-error";
import { checkTarget } from "@/egress/remote-url";

/** Longer addresses (in characters) stay links: they become a path, half as long again. */
const addressMaxLength = 2_048;

/**
 * The URL that an image may be asked of, without its fragment: http or https, on their own ports, no credentials, no private
 * address, as far as that is known before a name is looked up. Throws `EgressError`.
 */
export function readImageAddress(text: string, allowed: AllowedHosts): URL {
  if (text.length > addressMaxLength || !URL.canParse(text)) {
    throw new EgressError("not-an-address", "Not a URL, or too long");
  }
  const url = new URL(text);
  if (!["http:", "https:"].includes(url.protocol) || url.username !== "" || url.password !== "") {
    throw new EgressError("not-an-address", "Neither http nor https, or with credentials");
  }
  url.hash = "";
  checkTarget(url, allowed);
  return url;
}
