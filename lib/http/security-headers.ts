/** On every answer, whatever it is. */
export const securityHeaders: Record<string, string> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  // Names in a text tell a resolver what is read here, without a request that a policy could stop.
  "x-dns-prefetch-control": "off",
};

/** What a page may load. Scripts run by nonce alone; `isDev` opens what React's and Next's development tools need. */
export function pageContentPolicy(nonce: string, isDev: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ""}`,
    // Highlighted code and positioned menus carry style attributes, which a nonce cannot allow.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    // Players over raw bytes, and the PDF reader's worker.
    "media-src 'self'",
    "worker-src 'self'",
    `connect-src 'self'${isDev ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join("; ");
}

/** What raw repo content may do: nothing. `sandbox` gives it an origin of its own even when it is opened by itself. */
export const rawContentPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox";

/** Of answers in a line of plain text: no page, no content, and nobody keeps them. */
export const plainTextHeaders: Record<string, string> = {
  ...securityHeaders,
  "content-security-policy": rawContentPolicy,
  "content-type": "text/plain; charset=utf-8",
  "cache-control": "no-store",
};

/**
 * What the document may do in which diagrams are drawn: run our script and Mermaid, and nothing else. It has no origin, so the
 * page around it, its storage and its cookies are out of reach of whatever an author makes Mermaid do.
 */
export const diagramContentPolicy = (nonce: string) =>
  `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-scripts`;

/** A document without an origin may load these scripts: they are public, and the same for everybody. */
export const diagramHeaders: Record<string, string> = {
  ...securityHeaders,
  "cross-origin-resource-policy": "cross-origin",
  "access-control-allow-origin": "*",
};
