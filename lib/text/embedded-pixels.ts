/**
 * The pixels of an image that a `data:` URL holds, as its first bytes say; its source where it is an SVG itself. A few kilobytes may
 * unpack to gigabytes.
 */
export function embeddedPixels(href: string): number | string {
  const comma = href.indexOf(",");
  const isBase64 = /;\s*base64\s*$/i.test(href.slice(0, comma));
  const data = href.slice(comma + 1);
  if (/^\s*data:image\/svg/i.test(href))
    return isBase64 ? decodeBase64(data).toString() : percentDecoded(data);
  return isBase64 ? pixelsIn(decodeBase64(data)) : 0;
}

const decodeBase64 = (text: string) => Buffer.from(percentDecoded(text), "base64");

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function pixelsIn(bytes: Buffer): number {
  if (bytes.length < 30) return 0;
  if (bytes.toString("latin1", 1, 4) === "PNG") return bytes.readUInt32BE(16) * bytes.readUInt32BE(20);
  if (bytes.toString("latin1", 0, 3) === "GIF") return bytes.readUInt16LE(6) * bytes.readUInt16LE(8);
  if (bytes.toString("latin1", 8, 16) === "WEBPVP8X") {
    return (bytes.readUIntLE(24, 3) + 1) * (bytes.readUIntLE(27, 3) + 1);
  }
  return bytes.readUInt16BE(0) === 0xff_d8 ? pixelsOfJpeg(bytes) : 0;
}

/** From segment to segment, up to the one that says how large the image is. */
function pixelsOfJpeg(bytes: Buffer): number {
  for (let at = 2; at + 9 < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7);
  }
  return 0;
}
