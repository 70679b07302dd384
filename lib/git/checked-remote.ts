import "server-only";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";

/** The address of a repo's Git remote as Artifacts gave it, safe to send a secret to in a header. Throws `ArtifactsError`. */
export function checkedRemote(remote: string): string {
  const url = URL.canParse(remote) ? new URL(remote) : null;
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new ArtifactsError("upstream", "The repo's Git remote is not an HTTP URL.");
  }
  // They would win over the header that carries our own token.
  url.username = "";
  url.password = "";
  return url.href;
}
