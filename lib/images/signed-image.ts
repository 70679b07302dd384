import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { EgressError } from "@/egress/egress-error";
import { externalImageUrl } from "@/lib/routes";
import { readImageAddress } from "./image-address";
import { imageKey } from "./image-key";
import { imageSettings } from "./image-settings";

/**
 * Our URL for another site's image; null where it would not be fetched. The signature says that a text rendered here names
 * the image: a client cannot have this server ask for an address of its own.
 */
export function signedImageUrl(text: string): string | null {
  const address = checkedAddress(text);
  if (address === null) return null;
  return externalImageUrl(signatureOf(address.href), encodeAddress(address.href));
}

/** The address inside such a URL; null when it was not signed here, or would no longer be fetched. */
export function readSignedImage(signature: string, encoded: string): URL | null {
  const text = Buffer.from(encoded, "base64url").toString();
  // One spelling for each address.
  if (encodeAddress(text) !== encoded) return null;
  const [given, expected] = [Buffer.from(signature), Buffer.from(signatureOf(text))];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return checkedAddress(text);
}

const encodeAddress = (text: string) => Buffer.from(text).toString("base64url");

const signatureOf = (text: string) =>
  createHmac("sha256", imageKey()).update(`image ${text}`).digest("base64url");

function checkedAddress(text: string): URL | null {
  const { isOn, allowed } = imageSettings();
  if (!isOn) return null;
  try {
    return readImageAddress(text, allowed);
  } catch (error) {
    if (error instanceof EgressError) return null;
    throw error;
  }
}
