import "server-only";
import { fileTypeFromBuffer } from "file-type";

/** What a browser draws or plays itself from the raw URL. */
export type MediaKind = "image" | "audio" | "video" | "pdf";

const images = ["png", "jpeg", "gif", "webp", "avif", "bmp", "x-icon"].map((name) => `image/${name}`);
const videos = ["mp4", "webm", "ogg", "quicktime", "x-m4v", "matroska"].map((name) => `video/${name}`);

/** The type that a file's first bytes tell, whatever its name says; null when they tell nothing. */
export async function sniffFile(head: Uint8Array): Promise<{ mime: string; media: MediaKind | null } | null> {
  if (isPdf(head)) return { mime: "application/pdf", media: "pdf" };
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  if (found === undefined) return null;
  return { mime: found.mime, media: mediaOf(found.mime) };
}

/** The mark may stand a little further down, but then anything may stand before it. */
export const isPdf = (head: Uint8Array) => Buffer.from(head.subarray(0, 5)).toString("latin1") === "%PDF-";

function mediaOf(mime: string): MediaKind | null {
  if (images.includes(mime)) return "image";
  if (videos.includes(mime)) return "video";
  return mime.startsWith("audio/") && mime !== "audio/midi" ? "audio" : null;
}
