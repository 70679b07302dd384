/**
 * A file's path is bytes, which need not be UTF-8: it is read from the URL as it was sent, since the router and the
 * query parser hand out text and refuse what is none.
 */

const rawPrefix =
  /^(\/client\/v4\/accounts\/[^/?]+\/artifacts\/namespaces\/[^/?]+\/repos\/[^/?]+\/raw\/[^/?]+\/)([^?]*)/;

/** The URL to route by: the path below `raw/:ref/` is left out, as the router would refuse bytes that are not UTF-8. */
export function routableUrl(url: string): string {
  return url.replace(rawPrefix, (_whole, prefix: string, path: string) => prefix + (path === "" ? "" : "-"));
}

/** The bytes below `raw/:ref/` of the URL as it was sent. */
export function rawPathBytes(url: string): Buffer {
  return percentDecode(rawPrefix.exec(url)?.[2] ?? "");
}

/** The bytes of a query parameter, or null when it is not there. The first one counts. */
export function queryBytes(url: string, name: string): Buffer | null {
  const start = url.indexOf("?");
  if (start < 0) return null;
  for (const pair of url.slice(start + 1).split("&")) {
    const equals = pair.indexOf("=");
    const key = equals < 0 ? pair : pair.slice(0, equals);
    if (percentDecode(spaced(key)).toString("utf8") !== name) continue;
    return percentDecode(spaced(equals < 0 ? "" : pair.slice(equals + 1)));
  }
  return null;
}

const spaced = (text: string) => text.replaceAll("+", " ");

/** Undoes percent-encoding; a `%` that begins no escape stands for itself. */
function percentDecode(text: string): Buffer {
  const source = Buffer.from(text, "utf8");
  const bytes = Buffer.alloc(source.length);
  let length = 0;
  for (let at = 0; at < source.length; at += 1) {
    const pair = source[at] === 0x25 ? source.toString("latin1", at + 1, at + 3) : "";
    if (/^[0-9a-fA-F]{2}$/.test(pair)) {
      bytes[length] = Number.parseInt(pair, 16);
      at += 2;
    } else {
      bytes[length] = source[at] ?? 0;
    }
    length += 1;
  }
  return bytes.subarray(0, length);
}
