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
  return `${gitWithToken(remote)} clone ${shellWord(remote)}`;
}

/** Without echo, into a variable that programs do not inherit. */
export function readSecretCommand(): string {
  return "read -rs TOKEN";
}

/**
 * Gives `$TOKEN` to the credential helper that the user has, through standard input, and clones. A token is good for one repo:
 * Git must distinguish the repos of a host (`useHttpPath`). Its password is the part before `?expires=`.
 */
export function storedCloneCommands(remote: string): string {
  return [
    `git config --global credential.${new URL(remote).origin}.useHttpPath true`,
    `printf 'url=%s\\nusername=git\\npassword=%s\\n' ${shellWord(remote)} "\${TOKEN%%\\?*}" | git credential approve`,
    `unset TOKEN; git clone ${shellWord(remote)}`,
  ].join("\n");
}

/** For what takes nothing but a URL: the token is seen in the list of processes meanwhile, and cleared from `.git/config` after. */
export function cloneByUrlCommands(remote: string): string {
  const { protocol, host, pathname } = new URL(remote);
  // Inside double quotes; the URL parser has encoded quotes and backslashes.
  const path = pathname.replaceAll("$", "\\$");
  const folder = shellWord(
    pathname
      .split("/")
      .at(-1)
      ?.replace(/\.git$/, "") || "repo",
  );
  return [
    `git clone "${protocol}//git:\${TOKEN%%\\?*}@${host}${path}" ${folder}`,
    `unset TOKEN; git -C ${folder} remote set-url origin ${shellWord(remote)}`,
  ].join("\n");
}

/** As it is where no shell reads anything into it, else quoted. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
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
