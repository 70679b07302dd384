import "server-only";
import type { CreateRepoResult } from "@/contract/repos";
import { splitToken } from "@/contract/tokens";
import { ArtifactsError, failureKindOf } from "@/lib/artifacts/artifacts-error";
import type { LabelledToken } from "@/lib/wire/answers";
import type { InitialToken } from "@/lib/wire/initial-token";
import { eachLabelledTokens } from "./list-tokens";
import { pendingRevocations } from "./pending-revocations";
import { revokeToken } from "./revoke-token";
import { tokenAnnotations } from "./token-annotations";

export interface InitialTokenPlace {
  namespace: string;
  repo: string;
  /** Unix seconds, as the token's plaintext says; null where it does not. */
  endsAt: number | null;
}

/** Clocks are read twice: when the token is made and when its record is. */
const expirySlackSeconds = 2;
/** The first token of a repo stands on the last page of its list. */
const pagesMax = 50;

/**
 * Decides over the token that a repo came with, right after it was made: revoked, unless it was asked for. What cannot be
 * revoked yet is seen to later by this process, so that a browser that goes away leaves nothing alive.
 */
export async function decideInitialToken<T extends CreateRepoResult>(
  namespace: string,
  { token, ...made }: T,
  { isKept }: { isKept: boolean },
): Promise<Omit<T, "token"> & { initialToken: InitialToken }> {
  const initialToken: InitialTokenPlace = { namespace, repo: made.name, endsAt: splitToken(token).expiresAt };
  if (isKept) {
    await annotateInitialToken(initialToken).catch(() => undefined);
    return { ...made, initialToken: { state: "kept", plaintext: token } };
  }
  return { ...made, initialToken: await endInitialToken(initialToken) };
}

/** The same for a repo whose answer was lost, and the secret with it. */
export async function decideUnheardToken(
  of: Omit<InitialTokenPlace, "endsAt">,
  { isKept }: { isKept: boolean },
): Promise<InitialToken> {
  const initialToken: InitialTokenPlace = { ...of, endsAt: null };
  if (!isKept) return endInitialToken(initialToken);
  await annotateInitialToken(initialToken).catch(() => undefined);
  return { state: "alive", because: "unheard", endsAt: null };
}

/** Revokes it now; where that is not possible yet, as soon as it is. Once it is revoked, saying so again is no error. */
export async function endInitialToken(initialToken: InitialTokenPlace): Promise<InitialToken> {
  const { endsAt } = initialToken;
  try {
    const isEnded = await tryToEnd(initialToken);
    return isEnded ? { state: "revoked" } : { state: "alive", because: "ambiguous", endsAt };
  } catch (error) {
    // Whatever the failure: the repo is there, and the caller must learn of it.
    const kind = failureKindOf(error);
    const isOnItsWay = kind === "importing" || kind === "forking";
    await pendingRevocations().add(initialToken);
    return { state: "alive", because: isOnItsWay ? "importing" : "failing", endsAt };
  }
}

/** True when it is revoked; false when it cannot be distinguished from others. Throws while Artifacts does not let us. */
export async function tryToEnd(initialToken: InitialTokenPlace): Promise<boolean> {
  const found = await annotateInitialToken(initialToken);
  if (found === null) return false;
  if (found.state === "active")
    await revokeToken(initialToken.namespace, { repo: initialToken.repo, id: found.id });
  await pendingRevocations().settle(initialToken);
  return true;
}

async function annotateInitialToken(initialToken: InitialTokenPlace): Promise<LabelledToken | null> {
  const found = await findInitialToken(initialToken);
  if (found?.isInitial === false)
    await tokenAnnotations().add(initialToken.namespace, found.id, { kind: "birth" });
  return found;
}

/**
 * Create, fork and import answer the secret without its id. Its record is the write token that ends at its second and was not
 * made here for a purpose; null when that fits several. Throws when it fits none: a list may lag behind.
 */
async function findInitialToken({
  namespace,
  repo,
  endsAt,
}: InitialTokenPlace): Promise<LabelledToken | null> {
  const fitting: LabelledToken[] = [];
  let pagesLeft = pagesMax;
  for await (const tokens of eachLabelledTokens(namespace, repo, { state: "all" })) {
    fitting.push(
      ...tokens.filter(
        (token) =>
          token.scope === "write" && token.purpose === null && missBy(token, endsAt) <= expirySlackSeconds,
      ),
    );
    pagesLeft -= 1;
    if (pagesLeft === 0) break;
  }
  const exact = fitting.filter((token) => missBy(token, endsAt) === 0);
  const best = exact.length > 0 ? exact : fitting;
  const known = best.filter((token) => token.isInitial);
  const [token, ...others] = known.length > 0 ? known : best;
  if (token === undefined)
    throw new ArtifactsError("not-found", "The repo’s list does not hold its first token.");
  return others.length > 0 ? null : token;
}

/** By how many seconds a token ends elsewhere. */
const missBy = (token: LabelledToken, endsAt: number | null) =>
  endsAt === null ? 0 : Math.abs(Math.floor(Date.parse(token.expires_at) / 1000) - endsAt);
