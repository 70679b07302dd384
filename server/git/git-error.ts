/**
 * A failure of the git binary. `stderr` is what git printed (bounded); it may hold paths of this machine, so it is for
 * logs; `lastGitMessage` picks the line that is fit for a person.
 */
export class GitError extends Error {
  readonly kind: "failed" | "busy" | "aborted" | "no-git" | "damaged";
  readonly stderr: string;
  constructor(
    kind: GitError["kind"],
    message: string,
    options: { stderr?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "GitError";
    this.kind = kind;
    this.stderr = options.stderr ?? "";
  }
}

/** The last `fatal:` or `error:` line git printed, without that word; null when there is none. */
export function lastGitMessage(stderr: string): string | null {
  let found: string | null = null;
  for (const line of stderr.split(/[\r\n]/)) {
    const match = /^(fatal|error): (.+)$/.exec(line.trim());
    const text = match?.[2];
    // A fatal line says why git ended; an error line only what it met on the way.
    if (text !== undefined && (match?.[1] === "fatal" || found === null)) found = text;
  }
  return found;
}

const complaints = [
  [/protocol error: bad line length/, "bad line length"],
  [/the remote end hung up unexpectedly/, "it ended too early"],
  [/protocol error, expected to get object ID/, "a line that cannot be read"],
  [/unknown capability/, "an unknown capability"],
  [/invalid command|unknown command/, "an unknown command"],
  [/unexpected line/, "a line that cannot be read"],
  [/unknown object format|mismatched object format/, "another object format"],
  [
    /invalid shallow line|Invalid deepen|invalid filter-spec|git upload-pack: (invalid|expected)/i,
    "a line that cannot be read",
  ],
] as const;

/** What upload-pack found wrong with a request, in a few words; null where the request was not at fault (LC_ALL=C). */
export function requestComplaint(stderr: string): string | null {
  return complaints.find(([pattern]) => pattern.test(stderr))?.[1] ?? null;
}

/** Whether git ended because the disk has no room, by the system's words (LC_ALL=C). */
export function saysDiskFull(stderr: string): boolean {
  return /No space left on device|Disk quota exceeded/.test(stderr);
}
