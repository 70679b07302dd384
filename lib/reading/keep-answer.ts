import "server-only";
import { createHash } from "node:crypto";
import { keepTrail, noteAgain } from "@/lib/artifacts/call-trail";
import { pageRequest } from "@/lib/process/page-request";
import { type OpenRepo, openRepo } from "./open-repo";

/**
 * Says of the answer that is being made that it holds as long as the repo's record and refs are what they are now: for pages that
 * are made of these, of what hashes name, and of nothing else.
 */
export function keepAnswer(namespace: string, name: string, opened: OpenRepo): void {
  const request = pageRequest();
  if (request === undefined) return;
  const before = digestOf(opened);
  const firstRequest = keepTrail();
  request.holds = async () => {
    const now = await openRepo(namespace, name).catch(() => null);
    if (now === null || digestOf(now) !== before) return null;
    noteAgain(firstRequest);
    return keepTrail();
  };
}

const digestOf = ({ repo, refs }: OpenRepo): string =>
  createHash("sha256")
    .update(JSON.stringify([repo, refs]))
    .digest("base64");
