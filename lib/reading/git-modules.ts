/** Where the submodules of a `.gitmodules` file can be seen, by path: only addresses a browser can open. */
export function submoduleUrls(text: string): Map<string, string> {
  const urls = new Map<string, string>();
  let path: string | null = null;
  let url: string | null = null;
  const keep = () => {
    if (path !== null && url !== null) urls.set(path, url);
    path = null;
    url = null;
  };
  for (const line of text.split("\n")) {
    if (/^\s*\[/.test(line)) keep();
    const [, name = "", value = ""] = /^\s*(path|url)\s*=\s*"?([^"]*?)"?\s*$/i.exec(line) ?? [];
    if (name.toLowerCase() === "path") path = value;
    else if (name.toLowerCase() === "url") url = webUrl(value);
  }
  keep();
  return urls;
}

function webUrl(text: string): string | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  // A secret that was written into it does not belong on a page.
  url.username = "";
  url.password = "";
  return url.href;
}
