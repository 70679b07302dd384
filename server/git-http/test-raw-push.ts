import { type GitObject, makeObject } from "@/gitformat/git-object";
import { flushPkt, pktLine } from "@/gitformat/pkt-line";
import { writePack } from "@/gitformat/write-pack";
import type { RefUpdate } from "@/server/storage/repo-storage";

/** What a hostile client can send: pushes made by hand, for tests. */

export interface Answered {
  status: number;
  text: string;
}

/** Posts bytes to a service of a repo, as they are. */
export async function postRaw(
  repo: { plainUrl: string; token: string },
  service: "git-receive-pack" | "git-upload-pack",
  body: Buffer | string,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const answer = await fetch(`${repo.plainUrl}/${service}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${repo.token}`,
      "content-type": `application/x-${service}-request`,
      ...headers,
    },
    body: typeof body === "string" ? body : new Uint8Array(body),
  });
  return { status: answer.status, text: await answer.text() };
}

export function commandsOf(updates: readonly RefUpdate[], capabilities = "report-status"): Buffer {
  return Buffer.concat([
    ...updates.map(({ ref, oldHash, newHash }, index) =>
      pktLine(`${oldHash} ${newHash} ${ref}${index === 0 ? `\0${capabilities}` : ""}`),
    ),
    flushPkt,
  ]);
}

/** A tree of entries in the order given, whatever Git thinks of it. */
export function rawTree(...entries: [mode: string, name: string | Buffer, hash: string][]): GitObject {
  const content = entries.map(([mode, name, hash]) =>
    Buffer.concat([
      Buffer.from(`${mode} `),
      typeof name === "string" ? Buffer.from(name, "utf8") : name,
      Buffer.of(0),
      Buffer.from(hash, "hex"),
    ]),
  );
  return makeObject("tree", Buffer.concat(content));
}

export const signature = "Ada <ada@example.com> 1760000000 +0000";

/** A commit of these header lines and message. */
export function rawCommit(headers: readonly string[], message: string | Buffer = "m\n"): GitObject {
  return makeObject(
    "commit",
    Buffer.concat([Buffer.from(`${headers.join("\n")}\n\n`), Buffer.from(message)]),
  );
}

export function plainCommit(
  tree: string,
  parents: readonly string[] = [],
  message?: string | Buffer,
): GitObject {
  const headers = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${signature}`,
    `committer ${signature}`,
  ];
  return rawCommit(headers, message);
}

export function packOf(...objects: GitObject[]): Buffer {
  return writePack([...new Map(objects.map((object) => [object.hash, object])).values()]);
}
