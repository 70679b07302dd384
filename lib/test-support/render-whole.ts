import type { ReactNode } from "react";
import { prerender } from "react-dom/static";

/** What a server sends for it, with all that it waits for. */
export async function renderWhole(node: ReactNode): Promise<string> {
  const { prelude } = await prerender(node);
  return new Response(prelude as unknown as ReadableStream).text();
}
