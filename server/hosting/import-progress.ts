import type { ImportPhase } from "@/contract/imports";

const phases: Record<string, ImportPhase> = {
  "remote: Enumerating": "counting",
  "remote: Counting": "counting",
  "remote: Compressing": "compressing",
  Receiving: "receiving",
  Resolving: "resolving",
  Checking: "checking",
};

/** Longest piece of a line that is kept until the rest of it comes. */
const lineMaxLength = 1000;

/**
 * Reads the phase and percentage off what git prints, chunk by chunk. Some of it is the remote's own text: only the lines
 * of Git's own meters count, and of those only the number.
 */
export function progressReader(
  onProgress: (phase: ImportPhase, percent: number | null) => void,
): (chunk: Buffer) => void {
  let rest = "";
  return (chunk) => {
    const lines = (rest + chunk.toString("latin1")).split(/[\r\n]/);
    rest = (lines.pop() ?? "").slice(-lineMaxLength);
    for (const line of lines) {
      const match =
        /^((?:remote: )?(?:Enumerating|Counting|Compressing|Receiving|Resolving|Checking)) (?:objects|deltas|connectivity): +(?:(\d{1,3})%)?/.exec(
          line,
        );
      const phase = phases[match?.[1] ?? ""];
      if (phase === undefined) continue;
      onProgress(phase, match?.[2] === undefined ? null : Math.min(100, Number(match[2])));
    }
  };
}
