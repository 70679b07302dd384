import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, it } from "vitest";
import { forgetRepos } from "./forget-repos";
import { mayMissChange } from "./last-change";
import { queryKeys } from "./query-keys";
import { refetchImported } from "./refetch-imported";
import { refetchRepos } from "./refetch-repos";
import { refetchTokens } from "./refetch-tokens";

const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
const closers: Array<() => void> = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
  client.clear();
});

/** A list on the screen, with how often it was fetched. */
async function show(queryKey: readonly unknown[]): Promise<{ count: number }> {
  const fetched = { count: 0 };
  const observer = new QueryObserver(client, {
    queryKey,
    queryFn: () => {
      fetched.count += 1;
      return fetched.count;
    },
  });
  closers.push(observer.subscribe(() => {}));
  await client.ensureQueryData({ queryKey });
  return fetched;
}

const isStale = (queryKey: readonly unknown[]) => client.getQueryState(queryKey)?.isInvalidated;

it("fetches the lists on the screen once after a repo was made, and nothing of another namespace", async () => {
  const page = await show(queryKeys.repoPage("acme", { limit: 50 }));
  const namespaces = await show(queryKeys.namespaces());
  const others = await show(queryKeys.repoPage("beta", { limit: 50 }));
  await refetchRepos(client, ["acme"]);
  expect([page.count, namespaces.count, others.count]).toEqual([2, 2, 1]);
});

it("asks whether a name is taken again after a repo was made, but not while its form is on the screen", async () => {
  const taken = queryKeys.nameTaken("acme", "shop");
  const free = queryKeys.freeName("acme", "shop");
  const asked = await show(taken);
  client.setQueryData(free, "shop");
  await refetchRepos(client, ["acme"]);
  expect(asked.count).toBe(1);
  expect([isStale(taken), isStale(free)]).toEqual([true, true]);
});

it("does not count the forks of a repo again because it was deleted", async () => {
  const forks = await show(queryKeys.forksOf("acme", "shop"));
  const page = await show(queryKeys.repoPage("acme", {}));
  await forgetRepos(client, "acme", ["shop"]);
  expect([forks.count, page.count]).toEqual([1, 2]);
});

it("forgets the branches and tokens of a deleted repo, and keeps those of others", async () => {
  for (const repo of ["shop", "site"]) {
    client.setQueryData(queryKeys.refNames("acme", repo), { branches: ["main"], tags: [] });
    client.setQueryData(queryKeys.tokenPage("acme", repo, {}), []);
  }
  await forgetRepos(client, "acme", ["shop"]);
  expect(client.getQueryData(queryKeys.refNames("acme", "shop"))).toBeUndefined();
  expect(client.getQueryData(queryKeys.tokenPage("acme", "shop", {}))).toBeUndefined();
  expect(client.getQueryData(queryKeys.refNames("acme", "site"))).toBeDefined();
  expect(client.getQueryData(queryKeys.tokenPage("acme", "site", {}))).toBeDefined();
});

it("fetches each list once when several imports end together", async () => {
  const acme = await show(queryKeys.repoPage("acme", {}));
  const beta = await show(queryKeys.repoPage("beta", {}));
  const namespaces = await show(queryKeys.namespaces());
  const commits = await show(queryKeys.latestCommitsOf("acme", ["a", "b"]));
  const tokens = await show(queryKeys.tokenPage("acme", "a", {}));
  await refetchImported(client, [
    { namespace: "acme", name: "a" },
    { namespace: "acme", name: "b" },
    { namespace: "beta", name: "a" },
  ]);
  const counts = [acme, beta, namespaces, commits, tokens].map(({ count }) => count);
  expect(counts).toEqual([2, 2, 2, 2, 2]);
});

it("fetches the page of tokens and all of them once after one was revoked, and in a namespace those of every repo", async () => {
  const page = await show(queryKeys.tokenPage("acme", "shop", {}));
  const all = await show(queryKeys.allTokens("acme", "shop", "active"));
  const other = await show(queryKeys.tokenPage("acme", "site", {}));
  await refetchTokens(client, "acme", "shop");
  expect([page.count, all.count, other.count]).toEqual([2, 2, 1]);
  await refetchTokens(client, "acme");
  expect([page.count, all.count, other.count]).toEqual([3, 3, 2]);
});

it("takes for fresh only what the server began to read after the last change", async () => {
  const before = Date.now();
  for (const change of [
    () => refetchRepos(client, ["acme"]),
    () => forgetRepos(client, "acme", ["shop"]),
    () => refetchTokens(client, "acme", "shop"),
    () => refetchImported(client, [{ namespace: "acme", name: "a" }]),
  ]) {
    const own = new QueryClient();
    expect(mayMissChange(own, before)).toBe(false);
    await change();
    expect(mayMissChange(client, before)).toBe(true);
    expect(mayMissChange(client, Date.now() + 1)).toBe(false);
  }
});
