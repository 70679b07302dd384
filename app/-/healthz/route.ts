export const dynamic = "force-dynamic";

/** Says that the dashboard answers; whether Artifacts does is shown on the pages. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
