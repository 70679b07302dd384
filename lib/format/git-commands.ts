/**
 * Shell commands (bash, zsh, Git Bash) that keep a token out of the remote's URL, out of the argument list, out of the
 * shell's history and out of `.git/config`: it is read without echo into the environment, and a credential helper in the
 * repo's own configuration takes it from there. So plain `git fetch` and `git push` work too, in each shell that was given
 * a token. The helper is bound to the remote's origin: no other host is told it, by a redirect, a submodule or a second remote.
 */
export function readTokenCommand(): string {
  return "read -rs ARTIFACTS_TOKEN && export ARTIFACTS_TOKEN";
}

/** Git runs it by its own `sh`. The password is the part before `?expires=`. */
const helper = `'!f() { echo username=git; echo "password=\${ARTIFACTS_TOKEN%%[?]*}"; }; f'`;

const helperKey = (remote: string) => `credential.${new URL(remote).origin}.helper`;

export function cloneCommand(remote: string): string {
  const key = helperKey(remote);
  // The empty one forgets those of the user, which may know an older token of this host.
  return `git clone -c ${key}= -c ${key}=${helper} ${shellWord(remote)}`;
}

/** What follows a clone. */
export function afterCloneCommands(remote: string, { canPush }: { canPush: boolean }): string {
  return [`cd ${folderOf(remote)}`, "git fetch", ...(canPush ? ["git push"] : [])].join("\n");
}

function helperCommands(remote: string): string[] {
  const key = helperKey(remote);
  return [`git config --replace-all ${key} ''`, `git config --add ${key} ${helper}`];
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
  const folder = folderOf(remote);
  return [
    `git clone "${protocol}//git:\${TOKEN%%\\?*}@${host}${path}" ${folder}`,
    `unset TOKEN; git -C ${folder} remote set-url origin ${shellWord(remote)}`,
  ].join("\n");
}

/** Where `git clone` puts it. */
function folderOf(remote: string): string {
  const last = new URL(remote).pathname.split("/").at(-1);
  return shellWord(last?.replace(/\.git$/, "") || "repo");
}

/** As it is where no shell reads anything into it, else quoted. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** For a repo that is on this machine already. */
export function pushExistingCommands(remote: string): string {
  return [
    `git remote add artifacts ${shellWord(remote)}`,
    ...helperCommands(remote),
    "git push -u artifacts --all",
  ].join("\n");
}

/** From nothing to a first commit that is pushed. */
export function pushNewCommands(remote: string, { repo, branch }: { repo: string; branch: string }): string {
  return [
    `git init -b ${shellWord(branch)} ${shellWord(repo)}`,
    `cd ${shellWord(repo)}`,
    `echo ${shellWord(`# ${repo}`)} > README.md`,
    'git add README.md && git commit -m "First commit"',
    `git remote add artifacts ${shellWord(remote)}`,
    ...helperCommands(remote),
    `git push -u artifacts ${shellWord(branch)}`,
  ].join("\n");
}
