import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type RemoteAccess, remoteEnv } from "./remote-access";
import type { GitRunner } from "./run-git";

/** What a remote says of one branch and of its HEAD. Hashes are as long as the remote makes them. */
export interface RemoteHeads {
  /** Full name that HEAD points at; null when it points at no branch or is not there. */
  headRef: string | null;
  hashes: Map<string, string>;
  /** False when what answered is a page, or plain files: nothing that speaks Git's protocol. */
  isSmart: boolean;
}

/** Asks a remote for its HEAD and for `ref`, if one is given. Throws `GitError`. */
export async function listRemote(
  runner: GitRunner,
  access: RemoteAccess,
  options: {
    /** An empty repo, so that git reads no other one's config. */
    gitDir: string;
    caFile: string | null;
    ref: string | null;
    signal: AbortSignal;
  },
): Promise<RemoteHeads> {
  const { gitDir, ref } = options;
  const traceFile = join(gitDir, "trace");
  const output = await runner.run(
    ["ls-remote", "--symref", "--end-of-options", access.url, "HEAD", ...(ref === null ? [] : [ref])],
    {
      // Bounded by the caller: a remote that is slow to answer must not hold up questions to our own repos.
      slot: null,
      gitDir,
      signal: options.signal,
      env: {
        ...remoteEnv(access, { homeDir: gitDir, caFile: options.caFile }),
        // Git takes a page for a remote without refs, and says nowhere else that nothing spoke its protocol.
        GIT_TRACE2_EVENT: traceFile,
      },
      maxOutputBytes: 1024 * 1024,
    },
  );
  const isSmart = (await readFile(traceFile, "utf8")).includes('"negotiated-version"');
  const heads: RemoteHeads = { headRef: null, hashes: new Map(), isSmart };
  for (const line of output.toString("utf8").split("\n")) {
    const [value = "", name = ""] = line.split("\t");
    if (name === "HEAD" && value.startsWith("ref: ")) heads.headRef = value.slice("ref: ".length);
    // Patterns match the ends of names: others than the ref asked for may stand here too.
    else if (/^[0-9a-f]{40,64}$/.test(value)) heads.hashes.set(name, value);
  }
  return heads;
}
