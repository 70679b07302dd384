/** The repo of each token whose revocation a dashboard has logged, by token id. */
export function revokedRepos(output: string): Map<string, string> {
  const acts = output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line))
    .filter(({ event, act, outcome }) => event === "token-act" && act === "revoke" && outcome === "done");
  return new Map(acts.map(({ tokenId, repo }) => [tokenId, repo]));
}
