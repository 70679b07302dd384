/** The programs in the welcome repo. They work as they stand, against the service that made the repo. */

export const listRepos = `/** Prints every repo of a namespace, page by page. Run it with \`npx tsx list-repos.ts default\`. */

interface Repo {
  name: string;
  default_branch: string;
  last_push_at: string | null;
}

interface Page {
  result: Repo[];
  result_info?: { cursor?: string };
}

const baseUrl = process.env.ARTIFACTS_API_URL ?? "http://127.0.0.1:8787";
const token = process.env.ARTIFACTS_API_TOKEN ?? "";

async function* listRepos(namespace: string): AsyncGenerator<Repo> {
  let cursor: string | undefined;
  do {
    const url = new URL(\`/client/v4/accounts/local/artifacts/namespaces/\${namespace}/repos\`, baseUrl);
    url.searchParams.set("sort", "name");
    url.searchParams.set("direction", "asc");
    if (cursor) url.searchParams.set("cursor", cursor);
    const response = await fetch(url, { headers: { authorization: \`Bearer \${token}\` } });
    if (!response.ok) throw new Error(\`The service answered \${response.status}\`);
    const page = (await response.json()) as Page;
    yield* page.result;
    // The last page has no cursor.
    cursor = page.result_info?.cursor;
  } while (cursor);
}

for await (const repo of listRepos(process.argv[2] ?? "default")) {
  console.log(\`\${repo.name}\\t\${repo.default_branch}\\t\${repo.last_push_at ?? "never pushed to"}\`);
}
`;

export const createToken = `#!/usr/bin/env python3
"""Creates a read token that lives for an hour and prints it."""

import json
import os
import sys
import urllib.request

BASE_URL = os.environ.get("ARTIFACTS_API_URL", "http://127.0.0.1:8787")


def create_token(namespace: str, repo: str, ttl: int = 3600) -> str:
    """Returns the plaintext of a new token: the one time it can be had."""
    request = urllib.request.Request(
        f"{BASE_URL}/client/v4/accounts/local/artifacts/namespaces/{namespace}/tokens",
        method="POST",
        data=json.dumps({"repo": repo, "scope": "read", "ttl": ttl}).encode(),
        headers={
            "Authorization": f"Bearer {os.environ['ARTIFACTS_API_TOKEN']}",
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response)["result"]["plaintext"]


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: create_token.py NAMESPACE REPO")
    print(create_token(sys.argv[1], sys.argv[2]))
`;

export const printLog = `// Prints the latest commits of a repo: go run main.go default welcome
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
	"time"
)

type commit struct {
	Hash        string \`json:"hash"\`
	Message     string \`json:"message"\`
	CommittedAt int64  \`json:"committedAt"\`
	Author      struct {
		Name string \`json:"name"\`
	} \`json:"author"\`
}

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: main NAMESPACE REPO")
	}
	url := fmt.Sprintf(
		"http://127.0.0.1:8787/client/v4/accounts/local/artifacts/namespaces/%s/repos/%s/log?limit=10",
		os.Args[1], os.Args[2],
	)
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("ARTIFACTS_API_TOKEN"))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()

	var envelope struct {
		Result []commit \`json:"result"\`
	}
	if err := json.NewDecoder(response.Body).Decode(&envelope); err != nil {
		log.Fatal(err)
	}
	for _, c := range envelope.Result {
		subject, _, _ := strings.Cut(c.Message, "\\n")
		when := time.Unix(c.CommittedAt, 0).UTC().Format(time.DateOnly)
		fmt.Printf("%s  %s  %-14s  %s\\n", c.Hash[:8], when, c.Author.Name, subject)
	}
}
`;

export const activeTokens = `-- Tokens that open a repo right now, those that expire first on top.
-- Ask a copy, not the database that the service has open:
--   sqlite3 .vitrine/vitrine.sqlite '.backup copy.sqlite'
--   sqlite3 copy.sqlite < active-tokens.sql
SELECT
  namespaces.name || '/' || repos.name AS repo,
  tokens.scope,
  datetime(tokens.expires_at / 1000, 'unixepoch') AS expires_at_utc
FROM tokens
JOIN repos ON repos.id = tokens.repo_id
JOIN namespaces ON namespaces.id = repos.namespace_id
WHERE tokens.revoked_at IS NULL
  AND tokens.expires_at > unixepoch() * 1000
ORDER BY tokens.expires_at;
`;

export const cardPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>A repo card</title>
    <link rel="stylesheet" href="repo-card.css">
  </head>
  <body>
    <article class="repo-card">
      <h2>default/welcome</h2>
      <p>A small repo to try Vitrine on.</p>
      <code>/git/default/welcome.git</code>
    </article>
  </body>
</html>
`;

export const cardStyle = `:root {
  color-scheme: light dark;
  --edge: light-dark(#d4d4d8, #3f3f46);
  --quiet: light-dark(#52525b, #a1a1aa);
}

.repo-card {
  max-width: 28rem;
  padding: 1rem 1.25rem;
  border: 1px solid var(--edge);
  border-radius: 0.5rem;
  font-family: system-ui, sans-serif;
}

.repo-card > p {
  color: var(--quiet);
}

.repo-card > code {
  overflow-wrap: anywhere;
}
`;

export const cloneScript = `#!/bin/sh
# Clones a repo with a token that is typed, not shown, and never part of a command line.
# usage: scripts/clone.sh http://127.0.0.1:8787/git/default/welcome.git
set -eu

remote=\${1:?usage: clone.sh REMOTE}

printf 'Token: ' >&2
stty -echo
trap 'stty echo' EXIT
read -r token
stty echo
echo >&2

ARTIFACTS_AUTH="Authorization: Bearer $token"
export ARTIFACTS_AUTH
git --config-env=http."$remote".extraHeader=ARTIFACTS_AUTH clone "$remote"
`;
