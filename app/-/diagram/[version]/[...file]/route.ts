import { readFile } from "node:fs/promises";
import { join } from "node:path";
import mermaid from "mermaid/package.json";
import { handleRaw } from "@/lib/http/handle-raw";
import { RequestError } from "@/lib/wire/request-error";

export const dynamic = "force-dynamic";

const moduleName = /^(mermaid\.esm\.min|chunks\/mermaid\.esm\.min\/[\w-]+)\.mjs$/;

/** Mermaid's own modules, as they were published: each kind of diagram loads what it needs. */
export function GET(
  request: Request,
  { params }: RouteContext<"/-/diagram/[version]/[...file]">,
): Promise<Response> {
  return handleRaw(request, async () => {
    const { version, file } = await params;
    const name = file.join("/");
    const folder = join(/* turbopackIgnore: true */ process.cwd(), "node_modules/mermaid/dist");
    const text =
      version === mermaid.version && moduleName.test(name)
        ? await readFile(join(/* turbopackIgnore: true */ folder, name)).catch(() => null)
        : null;
    if (text === null) throw new RequestError("not-found", "No such module.");
    return new Response(new Uint8Array(text), {
      headers: {
        "content-type": "text/javascript; charset=utf-8",
        "cache-control": "public, max-age=31536000, immutable",
      },
    });
  });
}
