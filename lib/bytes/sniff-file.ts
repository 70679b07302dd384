import "server-only";
import { fileTypeFromBuffer } from "file-type";
import { drawnImageType, isPdf } from "./signatures";

/** What a browser draws or plays itself from the raw URL. */
export type MediaKind = "image" | "audio" | "video" | "pdf";

/** Beyond those with signatures of our own. */
const images = ["bmp", "x-icon"].map((name) => `image/${name}`);
const videos = ["mp4", "webm", "ogg", "quicktime", "x-m4v", "matroska"].map((name) => `video/${name}`);

/** The type that a file's first bytes show, whatever its name says; null when they show none. */
export async function sniffFile(head: Uint8Array): Promise<{ mime: string; media: MediaKind | null } | null> {
  if (isPdf(head)) return { mime: "application/pdf", media: "pdf" };
  const image = drawnImageType(head);
  if (image !== null) return { mime: image, media: "image" };
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  if (found === undefined) return null;
  return { mime: found.mime, media: mediaOf(found.mime) };
}

function mediaOf(mime: string): MediaKind | null {
  if (images.includes(mime)) return "image";
  if (videos.includes(mime)) return "video";
  return mime.startsWith("audio/") && mime !== "audio/midi" ? "audio" : null;
}
