import { type NextRequest, NextResponse } from "next/server";
import { isAllowedHost } from "@/lib/http/allowed-host";
import { pageContentPolicy, rawContentPolicy, securityHeaders } from "@/lib/http/security-headers";

/** Raw repo content, also in an archive, and images of other sites: never under a policy by which a page's scripts run. */
const rawPath = /^\/([^/]+\/[^/]+\/(raw|archive)|-\/image)\/./;

/** Runs before everything, static files too: there is no matcher on purpose. */
export function proxy(request: NextRequest): NextResponse {
  // Next keeps the port it listens on here, also when it chose one itself.
  if (!isAllowedHost(request.headers.get("host"), Number(process.env.PORT ?? 3000))) {
    return refusal(421, "This host name is not served here.");
  }
  if (!isDecodable(request.nextUrl.pathname)) return refusal(400, "The path is not valid UTF-8.");
  const headers = new Headers(request.headers);
  // Only ours counts: Next takes the nonce for its scripts from here.
  headers.delete("content-security-policy");
  headers.delete("x-nonce");
  if (rawPath.test(request.nextUrl.pathname)) {
    return NextResponse.next({
      request: { headers },
      headers: { ...securityHeaders, "content-security-policy": rawContentPolicy },
    });
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = pageContentPolicy(nonce, process.env.NODE_ENV === "development");
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  return NextResponse.next({
    request: { headers },
    headers: { ...securityHeaders, "content-security-policy": policy },
  });
}

function refusal(status: number, message: string): NextResponse {
  return new NextResponse(`${message}\n`, {
    status,
    headers: {
      ...securityHeaders,
      "content-security-policy": rawContentPolicy,
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
    },
  });
}

/** Next answers 500 to a path it cannot decode. */
function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}
