/** HTML as React writes it: what is drawn once leaves out the quotes around values that need none. */
export function quoteAttributes(html: string): string {
  return html.replace(/<[a-z](?:"[^"]*"|[^">])*>/gi, (tag) =>
    tag.replace(/"[^"]*"|=([^\s"'=<>`]+)/g, (part, bare?: string) =>
      bare === undefined ? part : `="${bare}"`,
    ),
  );
}
