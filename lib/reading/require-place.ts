import "server-only";
import { RequestError } from "@/lib/wire/request-error";
import type { OpenRepo } from "./open-repo";
import { resolvePlace } from "./resolve-place";
import type { ResolvedRefPath } from "./resolve-ref";

/** For routes, which answer with bytes: the ref and path of an address. Throws `RequestError` where it names none, or more than one. */
export async function requirePlace(opened: OpenRepo, segments: string[]): Promise<ResolvedRefPath> {
  const place = await resolvePlace(opened, segments);
  if (place === null) throw new RequestError("not-found", "No such ref.");
  if (place.kind === "sure") return place;
  const all = place.commits.map(({ hash }) => hash).join(", ");
  throw new RequestError(
    "invalid",
    place.isWhole
      ? `The short hash ${place.digits} is ambiguous: ${all}.`
      : `The short hash ${place.digits} may mean ${all}, or a commit that was not looked at: the history is too long. Write the hash out.`,
  );
}
