import mermaid from "mermaid/package.json";
import { handleRaw } from "@/lib/http/handle-raw";
import { diagramScriptUrl } from "@/lib/routes";

export const dynamic = "force-dynamic";

/** The document in which diagrams are drawn: empty, and of no origin. `proxy.ts` gives it its policy and nonce. */
export function GET(request: Request): Promise<Response> {
  return handleRaw(request, async () => {
    const nonce = request.headers.get("x-nonce") ?? "";
    const script = `import mermaid from "${diagramScriptUrl(mermaid.version)}"; import { drawWith } from "/-/diagram/draw.mjs"; drawWith(mermaid);`;
    const html =
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Diagrams</title>` +
      `<body><script type="module" nonce="${nonce}">${script}</script></body></html>`;
    return new Response(html, {
      headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    });
  });
}
