import "server-only";
import { listServerRefs } from "isomorphic-git";
import { branchName } from "@/contract/names";
import type { AllowedHosts } from "@/egress/allowed-hosts";
import { type Resolve, resolveAll } from "@/egress/checked-lookup";
import { EgressError } from "@/egress/egress-error";
import { readRemoteUrl } from "@/egress/remote-url";
import type { ImportPreflight, RemoteProblemKind } from "@/lib/wire/import-preflight";
import { RemoteError } from "./remote-error";
import { type RemoteHttpOptions, remoteHttp } from "./remote-http";

export interface LookOptions {
  allowed: AllowedHosts;
  ca: string | null;
  resolve?: Resolve;
  timeoutMs?: number;
  maxBytes?: number;
  signal?: AbortSignal;
}

/** More are counted, not listed: they are too many to choose from by scrolling. */
export const branchesListedMax = 1000;
const branchPrefix = "refs/heads/";
/** 100,000 branches are some 8 MB. */
const answerMaxBytes = 16 * 1024 * 1024;
const lookTimeoutMs = 15_000;

/** What a remote that may be imported says of its branches, or why it cannot be seen. Only the caller's abort is thrown. */
export async function lookAtRemote(text: string, options: LookOptions): Promise<ImportPreflight> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? lookTimeoutMs);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
  try {
    const url = readRemoteUrl(text, options.allowed);
    const { head, branches } = await listBranches(url, {
      allowed: options.allowed,
      ca: options.ca,
      resolve: options.resolve ?? resolveAll,
      maxBytes: options.maxBytes ?? answerMaxBytes,
      signal,
    });
    const known = branches.filter((name) => branchName.safeParse(name).success);
    const defaultBranch = head !== null && known.includes(head) ? head : null;
    const listed = defaultBranch === null ? known : [defaultBranch, ...known.filter((name) => name !== head)];
    return {
      outcome: "seen",
      defaultBranch,
      branches: listed.slice(0, branchesListedMax),
      branchCount: known.length,
    };
  } catch (error) {
    if (options.signal?.aborted) throw error;
    return { outcome: "problem", problem: timeout.aborted ? "timed-out" : problemOf(error) };
  }
}

async function listBranches(
  url: URL,
  options: RemoteHttpOptions,
): Promise<{ head: string | null; branches: string[] }> {
  const http = remoteHttp(url, options);
  try {
    // One question takes one prefix; without any, hosts list every pull request too.
    const ask = (prefix: string) =>
      listServerRefs({ http, url: url.href.replace(/\/+$/, ""), protocolVersion: 2, symrefs: true, prefix });
    const heads = await ask("HEAD");
    const found = await ask(branchPrefix);
    const target = heads.find(({ ref }) => ref === "HEAD")?.target;
    return {
      head: target?.startsWith(branchPrefix) ? target.slice(branchPrefix.length) : null,
      branches: found.map(({ ref }) => ref.slice(branchPrefix.length)),
    };
  } finally {
    http.close();
  }
}

/** What went wrong, by what Node says of the connection; whatever else breaks is an answer that is not Git's. */
function problemOf(error: unknown): RemoteProblemKind {
  let code = "";
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at instanceof EgressError || at instanceof RemoteError) return at.kind;
    if (code === "" && "code" in at && typeof at.code === "string") code = at.code;
  }
  if (/CERT|^ERR_TLS_|^ERR_SSL_|SIGNATURE|^EPROTO$/.test(code)) return "certificate";
  if (/^(ECONN|EHOST|ENET|EADDR|EPIPE|ETIMEDOUT|EAI_|ENOTFOUND|EACCES)/.test(code)) return "unreachable";
  return "not-git";
}
