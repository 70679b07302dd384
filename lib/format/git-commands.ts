/**
 * Shell commands that keep a token out of the remote's URL, out of the argument list, out of the shell's history and
 * out of `.git/config`: it is read without echo into the environment, and Git takes the header from there
 * (`--config-env`, Git 2.31). The header is bound to the remote's origin, so no redirect or submodule gets it.
 */
export function readTokenCommand(): string {
  return 'read -rs TOKEN && export GIT_AUTH="Authorization: Bearer $TOKEN"';
}

function gitWithToken(remote: string): string {
  return `git --config-env=http.${new URL(remote).origin}/.extraHeader=GIT_AUTH`;
}

export function cloneCommand(remote: string): string {
  return `${gitWithToken(remote)} clone ${remote}`;
}

/** For a repo that is on this machine already. */
export function pushExistingCommands(remote: string): string {
  return [`git remote add artifacts ${remote}`, `${gitWithToken(remote)} push -u artifacts --all`].join("\n");
}

/** From nothing to a first commit that is pushed. `branch` and `repo` are names the service has accepted. */
export function pushNewCommands(remote: string, { repo, branch }: { repo: string; branch: string }): string {
  return [
    `git init -b ${branch} ${repo}`,
    `cd ${repo}`,
    `echo "# ${repo}" > README.md`,
    'git add README.md && git commit -m "First commit"',
    `git remote add artifacts ${remote}`,
    `${gitWithToken(remote)} push -u artifacts ${branch}`,
  ].join("\n");
}
