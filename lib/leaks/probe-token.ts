import "server-only";
import { withoutSecrets } from "@/contract/tokens";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { takeTurn } from "@/lib/artifacts/bulk-calls";
import { explainFailure } from "@/lib/artifacts/client";
import { errorOfAnswer } from "@/lib/artifacts/failed-answer";
import { readAtMost } from "@/lib/bytes/bounded-body";
import { checkedRemote } from "@/lib/git/checked-remote";
import { auditTokenAct } from "@/lib/tokens/token-audit-log";
import type { TokenProbe } from "@/lib/wire/leak-events";

const timeoutMs = 15_000;
const wordsMaxBytes = 4096;

type Service = "git-upload-pack" | "git-receive-pack";

interface Reply {
  status: number;
  isOpen: boolean;
  /** What the remote said of it in words. */
  said: string;
}

/** A repo whose remote is known: as Artifacts gave it, never as a pasted text names it. */
export interface ProbedRepo {
  namespace: string;
  name: string;
  remote: string;
}

/**
 * Asks a repo's own Git remote what a secret opens, as a clone and as a push would begin; nothing is read or written.
 * Throws `ArtifactsError` when the remote does not answer.
 */
export function probeToken(repo: ProbedRepo, secret: string, signal: AbortSignal): Promise<TokenProbe> {
  const { namespace, name } = repo;
  return auditTokenAct({ act: "probe", namespace, repo: name }, async (record) => {
    const probe = await askRemote(repo, secret, signal);
    record({ outcome: probe.verdict });
    return probe;
  });
}

async function askRemote(
  { namespace, name, remote }: ProbedRepo,
  secret: string,
  signal: AbortSignal,
): Promise<TokenProbe> {
  const url = checkedRemote(remote);
  const as = (
    verdict: TokenProbe["verdict"],
    { status, said }: Reply,
    scope: TokenProbe["scope"] = null,
  ): TokenProbe => ({ namespace, repo: name, verdict, scope, status, said });

  const reading = await knock(url, "git-upload-pack", secret, signal);
  if (!reading.isOpen && !isAboutTheRepo(reading)) {
    if (/insufficient permission/i.test(reading.said)) return as("elsewhere", reading);
    const isRefused = reading.status === 401 || reading.status === 403;
    return as(isRefused ? "dead" : "unclear", reading);
  }
  const writing = await knock(url, "git-receive-pack", secret, signal);
  // The service looks at the scope before it looks at the repo.
  if (writing.isOpen || isAboutTheRepo(writing)) return as("alive", writing, "write");
  return as("alive", reading, "read");
}

/** The token passed; what is refused is the repo's own state. */
function isAboutTheRepo({ status, said }: Reply): boolean {
  return (status === 403 || status === 409) && /read-only|still importing|still forking/i.test(said);
}

function knock(remote: string, service: Service, secret: string, signal: AbortSignal): Promise<Reply> {
  return takeTurn(() => ask(remote, service, secret, signal), signal);
}

async function ask(remote: string, service: Service, secret: string, signal: AbortSignal): Promise<Reply> {
  const timeout = AbortSignal.timeout(timeoutMs);
  return explainFailure({ signal }, timeoutMs, timeout, async () => {
    const response = await fetch(`${remote}/info/refs?service=${service}`, {
      headers: {
        // In the URL the secret would end in logs.
        authorization: `Basic ${Buffer.from(`x:${secret}`).toString("base64")}`,
        // Version 2 answers what the server can do instead of every ref.
        "git-protocol": "version=2",
      },
      signal: AbortSignal.any([signal, timeout]),
      cache: "no-store",
      redirect: "manual",
    });
    if (response.status === 429) throw errorOfAnswer(response.status, response.headers, "");
    if (response.ok) {
      await response.body?.cancel();
      const isGit = response.headers.get("content-type") === `application/x-${service}-advertisement`;
      if (!isGit) throw new ArtifactsError("upstream", "The Git remote answered in an unknown form.");
      return { status: response.status, isOpen: true, said: `${service}: open` };
    }
    const { bytes } = await readAtMost(response.body, wordsMaxBytes);
    const words = new TextDecoder().decode(bytes).trim().split("\n")[0]?.slice(0, 200) ?? "";
    return {
      status: response.status,
      isOpen: false,
      said: withoutSecrets(words).replaceAll(secret, "[secret]"),
    };
  });
}
