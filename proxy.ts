import { type NextRequest, NextResponse } from "next/server";
import { refusalOf } from "@/lib/http/request-refusal";
import {
  diagramContentPolicy,
  diagramHeaders,
  pageContentPolicy,
  plainTextHeaders,
  rawContentPolicy,
  securityHeaders,
} from "@/lib/http/security-headers";

/** Raw repo content, also in an archive, and images of other sites: never under a policy by which a page's scripts run. */
const rawPath = /^\/([^/]+\/[^/]+\/(raw|archive|patch)|-\/image)\/./;

/** What a commit or a comparison changed, as plain text: the page's address with an ending. */
const patchPath = /^\/([a-z0-9][^/]*\/[^/]+)\/(commit|compare)\/(.+)\.(diff|patch)$/i;

/** The document in which diagrams are drawn, and its scripts. */
const diagramPath = /^\/-\/diagram(\/|$)/;

/**
 * Runs before every route and static file: there is no matcher on purpose. The door has checked the request as it came,
 * before Next; what is checked here again holds where Next is run without the door.
 */
export function proxy(request: NextRequest): NextResponse {
  const { method, nextUrl } = request;
  const host = request.headers.get("host");
  const asked = { method, target: nextUrl.pathname, hosts: host === null ? [] : [host] };
  const refusal = refusalOf(asked, Number(process.env.PORT ?? 3000));
  if (refusal !== null) {
    const { status, message } = refusal;
    return new NextResponse(`${message}\n`, { status, headers: { ...plainTextHeaders, ...refusal.headers } });
  }
  const headers = new Headers(request.headers);
  // Only ours counts: Next takes the nonce for its scripts from here.
  headers.delete("content-security-policy");
  headers.delete("x-nonce");
  const [, repo, page, place, kind] = patchPath.exec(nextUrl.pathname) ?? [];
  if (rawPath.test(nextUrl.pathname) || kind !== undefined) {
    const given = {
      request: { headers },
      headers: { ...securityHeaders, "content-security-policy": rawContentPolicy },
    };
    if (kind === undefined) return NextResponse.next(given);
    return NextResponse.rewrite(new URL(`/${repo}/patch/${kind}/${page}/${place}`, nextUrl), given);
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const isDiagram = diagramPath.test(request.nextUrl.pathname);
  const policy = isDiagram
    ? diagramContentPolicy(nonce)
    : pageContentPolicy(nonce, process.env.NODE_ENV === "development");
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  return NextResponse.next({
    request: { headers },
    headers: { ...(isDiagram ? diagramHeaders : securityHeaders), "content-security-policy": policy },
  });
}
