/** What the welcome repo says about the service. Part of the program, not files beside it, so that a bundle carries it. */

export const firstReadme = `# Welcome

A small repo to try Vitrine on.
`;

export const readme = `# Welcome to Vitrine

This repo was made on the first start of the service, so that there is something to look at. It explains what is
behind the page you are reading. Change it, push to it, or delete it: it does not come back.

![A token opens one repo, for git and nothing else](docs/overview.svg)

## What is here

| Path | What it shows |
| --- | --- |
| [\`docs/tokens.md\`](docs/tokens.md) | How tokens work, and how to keep one out of a URL |
| [\`docs/routes.yaml\`](docs/routes.yaml) | The routes of the REST API |
| [\`examples/\`](examples) | Small programs that use the API, in TypeScript, Python and Go |
| [\`scripts/clone.sh\`](scripts/clone.sh) | A clone whose token never appears in a command line |

## The words

- A **namespace** holds repos. It comes into being with its first repo.
- A **repo** is an ordinary Git repository with a remote of its own.
- A **token** opens exactly one repo, for reading or for writing, until it expires or is revoked.

Tokens are for Git. The REST API has a bearer token of its own, and neither works in the place of the other.

## Clone this repo

Create a token with the scope *read* on this repo's Tokens page. Then paste this, and the token when it is asked for:

\`\`\`sh
(
  trap 'stty echo 2>/dev/null' EXIT INT
  printf 'Token: ' >&2; stty -echo 2>/dev/null; read -r token; echo >&2
  export ARTIFACTS_AUTH="Authorization: Bearer $token"
  git --config-env=http.http://127.0.0.1:8787/.extraHeader=ARTIFACTS_AUTH clone http://127.0.0.1:8787/git/default/welcome.git
)
\`\`\`

What is typed into \`read\` is no command, so the shell's history does not hold it. \`--config-env\` hands the header to Git
through the environment: the token is then neither in the URL, where Git would write it into \`.git/config\`, nor in the
list of running processes. The address in the name of the setting keeps it from going to another host.

## Try it

- [x] Open a page
- [ ] Push a commit with a token of the scope *write*
- [ ] Look at the branch \`feature/slash-names\`: a branch name may contain slashes
- [ ] Revoke the token and push again: Git is refused with 403
`;

export const tokensGuide = `# Tokens

A token looks like this:

\`\`\`
art_v1_0123456789abcdef0123456789abcdef01234567?expires=1767225600
\`\`\`

The part before \`?expires=\` is the secret. The part after it tells the time of expiry, in unix seconds, to whoever holds
the token. The service trusts its own record, not that number. It keeps only a SHA-256 hash of the secret: a token is
shown once, when it is made, and can never be shown again.

## Two ways to hand it to Git

As a header, which works with the whole token:

\`\`\`sh
(
  trap 'stty echo 2>/dev/null' EXIT INT
  printf 'Token: ' >&2; stty -echo 2>/dev/null; read -r token; echo >&2
  export ARTIFACTS_AUTH="Authorization: Bearer $token"
  git --config-env=http.http://127.0.0.1:8787/.extraHeader=ARTIFACTS_AUTH push origin main
)
\`\`\`

As a password, with any user name. Git asks for it, or takes it from a credential helper. Give the secret alone, the
part before \`?expires=\`.

## Scopes

| Scope | Clone and fetch | Push |
| --- | --- | --- |
| \`read\` | yes | no |
| \`write\` | yes | yes |

## Revoke

\`\`\`sh
(
  trap 'stty echo 2>/dev/null' EXIT INT
  printf 'Id of the token: ' >&2; read -r id
  printf 'API token: ' >&2; stty -echo 2>/dev/null; read -r token; echo >&2
  printf 'header = "Authorization: Bearer %s"\\n' "$token" |
    curl --config - --request DELETE "http://127.0.0.1:8787/client/v4/accounts/local/artifacts/namespaces/default/tokens/$id"
)
\`\`\`

The next request of Git with that token is refused with 403, *Invalid or expired token*. Revoking a token twice does no
harm. A lifetime is between one minute and one year; without one, a token lives for a day.
`;

export const overviewImage = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 560 120" width="560" height="120" role="img" aria-label="A token opens one repo for git">
  <g fill="none" stroke="#64748b" stroke-width="2">
    <rect x="10" y="35" width="130" height="50" rx="8"/>
    <rect x="215" y="35" width="130" height="50" rx="8"/>
    <rect x="420" y="35" width="130" height="50" rx="8"/>
    <path d="M140 60h67m-8-6 8 6-8 6M345 60h67m-8-6 8 6-8 6"/>
  </g>
  <g fill="#64748b" font-family="system-ui, sans-serif" font-size="16" text-anchor="middle">
    <text x="75" y="66">git</text>
    <text x="280" y="66">token</text>
    <text x="485" y="66">one repo</text>
  </g>
</svg>
`;

export const routes = `# Routes of the REST API, below /client/v4/accounts/<account>/artifacts/namespaces
- route: GET /
  answers: all namespaces
- route: GET /:namespace
  answers: one namespace
- route: POST /:namespace/repos
  answers: a new repo, with a write token that lasts a day
  body: { name: required, description: optional, default_branch: optional, read_only: optional }
- route: GET /:namespace/repos
  answers: a page of repos
  query: [limit, cursor, search, sort, direction]
- route: GET /:namespace/repos/:name
  answers: one repo
- route: DELETE /:namespace/repos/:name
  answers: the id of the deleted repo
- route: GET /:namespace/repos/:name/log
  answers: commits, newest first
  query: [ref, limit, offset]
- route: GET /:namespace/repos/:name/commit/:hash
  answers: one commit
- route: GET /:namespace/repos/:name/tree/:hash
  answers: one level of a tree
- route: GET /:namespace/repos/:name/blob/:hash
  answers: the bytes of a blob
- route: GET /:namespace/repos/:name/file
  answers: the bytes of a file
  query: [ref, path]
- route: GET /:namespace/repos/:name/raw/:ref/:path
  answers: the bytes of a file, with a sniffed content type
- route: GET /:namespace/repos/:name/tokens
  answers: a page of tokens, never their secrets
  query: [state, per_page, page]
- route: POST /:namespace/tokens
  answers: a new token, the only time its secret is shown
  body: { repo: required, scope: optional, ttl: optional }
- route: DELETE /:namespace/tokens/:id
  answers: the id of the revoked token
`;

export const firstSlashNames = `# Names with slashes

A branch may be called \`feature/slash-names\`, like the one that holds this file.
`;

export const slashNames = `# Names with slashes

A branch may be called \`feature/slash-names\`, like the one that holds this file. Two routes of the API take the name of a
ref, each in its own way.

In a query it stands as it is:

\`\`\`
GET …/repos/welcome/file?ref=feature/slash-names&path=docs/slash-names.md
\`\`\`

In a path it is one segment, so its slashes are percent-encoded:

\`\`\`
GET …/repos/welcome/raw/feature%2Fslash-names/docs/slash-names.md
\`\`\`

In the address of a page both look alike: \`feature/slash-names/docs\` may be the folder \`docs\` of a branch, or a branch of
that whole name. The longest name of a branch or tag that matches is taken.
`;
