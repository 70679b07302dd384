import type { NamespaceInfo } from "@/contract/namespaces";
import { repoStatuses } from "@/contract/repo-states";
import type { RepoWithRemote } from "@/contract/repos";
import type { LabelledToken, NamespacePage, RepoPage, TokenPage } from "@/lib/wire/answers";
import {
  type Is,
  isBoolean,
  isInteger,
  isListOf,
  isNullOr,
  isOneOf,
  isRecordOf,
  isShape,
  isText,
} from "@/lib/wire/shape";
import type { Check } from "./call-dashboard";

/** What `lib/wire/answers.ts` has as schemas, by hand: the pages of tables ask for it by themselves. */

export const checkBy = <T>(is: Is<T>): Check<T> => ({
  safeParse: (value) => (is(value) ? { success: true, data: value } : { success: false }),
});

const isStatus = isOneOf(repoStatuses);
const isRepo = isShape<RepoWithRemote>({
  id: isText,
  name: isText,
  description: isNullOr(isText),
  default_branch: isText,
  created_at: isText,
  updated_at: isText,
  last_push_at: isNullOr(isText),
  source: isNullOr(isText),
  read_only: isBoolean,
  remote: isText,
  status: () => true,
});
const isRepoPage = isShape<RepoPage>({
  repos: isListOf(isRepo),
  nextCursor: isNullOr(isText),
  total: isNullOr(isInteger),
});

export const repoPageCheck: Check<RepoPage> = {
  safeParse(value) {
    if (!isRepoPage(value)) return { success: false };
    // One that is not known yet says nothing.
    const repos = value.repos.map((repo) => (isStatus(repo.status) ? repo : { ...repo, status: undefined }));
    return { success: true, data: { ...value, repos } };
  },
};

/** By repo name, in unix seconds; null while it has no commit. */
export const latestCommitTimesCheck: Check<Record<string, number | null>> = checkBy(
  isRecordOf(isNullOr(isInteger)),
);

const isNamespace = isShape<NamespaceInfo>({
  namespace: isText,
  repo_count: (value) => isInteger(value) && value >= 0,
  created_at: isText,
  updated_at: isText,
});
export const namespaceInfoCheck: Check<NamespaceInfo> = checkBy(isNamespace);
export const namespacePageCheck: Check<NamespacePage> = checkBy(
  isShape<NamespacePage>({ namespaces: isListOf(isNamespace), nextCursor: isNullOr(isText) }),
);

const isLabelledToken = isShape<LabelledToken>({
  id: isText,
  scope: isOneOf(["read", "write"]),
  state: isOneOf(["active", "expired", "revoked"]),
  created_at: isText,
  expires_at: isText,
  label: isNullOr(isOneOf(["dashboard"])),
  isInitial: isBoolean,
  purpose: isNullOr(isText),
});
export const deletedTokenCheck: Check<{ id: string }> = checkBy(isShape<{ id: string }>({ id: isText }));
export const tokenPageCheck: Check<TokenPage> = checkBy(
  isShape<TokenPage>({
    tokens: isListOf(isLabelledToken),
    page: isInteger,
    totalPages: isInteger,
    totalCount: isNullOr(isInteger),
  }),
);
