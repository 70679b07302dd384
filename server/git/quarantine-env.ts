/** Lets git read objects in `objectDir` that no repo holds yet, and those of the repo behind them; it writes to the first. */
export function quarantineEnv(objectDir: string, repoObjectDir: string): Record<string, string> {
  return { GIT_OBJECT_DIRECTORY: objectDir, GIT_ALTERNATE_OBJECT_DIRECTORIES: quoted(repoObjectDir) };
}

/** Quoted, a path may hold the list's own separator. */
function quoted(path: string): string {
  return `"${path.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
