import { readdir, readFile, writeFile } from "node:fs/promises";

export interface MemoryWatch {
  /** Peak resident memory of the process itself, from the kernel (VmHWM). */
  peakMb: number;
  /** Largest peak of one git below it. */
  largestGitMb: number;
  /** Largest sum seen over the process and all its gits; what they share counts once (PSS). */
  peakSumMb: number;
  largestGitCount: number;
}

/** Watches a process and the gits below it (Linux), until the returned function is called. */
export async function watchMemory(pid: number): Promise<() => Promise<MemoryWatch>> {
  // Starts the kernel's peak anew, where we may; else it is that since the start of the process.
  await writeFile(`/proc/${pid}/clear_refs`, "5").catch(() => {});
  const seen: MemoryWatch = { peakMb: 0, largestGitMb: 0, peakSumMb: 0, largestGitCount: 0 };
  let looking = Promise.resolve();
  const look = async () => {
    const gits = await gitsBelow(pid);
    const sizes = await Promise.all([pid, ...gits].map(pssMb));
    const peaks = await Promise.all(gits.map(peakMb));
    seen.largestGitMb = Math.max(seen.largestGitMb, ...peaks);
    seen.largestGitCount = Math.max(seen.largestGitCount, gits.length);
    seen.peakSumMb = Math.max(
      seen.peakSumMb,
      sizes.reduce((sum, size) => sum + size, 0),
    );
  };
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, 100);
  return async () => {
    clearInterval(timer);
    await looking;
    seen.peakMb = await peakMb(pid);
    return seen;
  };
}

export async function residentMb(pid: number): Promise<number> {
  return kbIn(`/proc/${pid}/status`, /VmRSS:\s+(\d+) kB/);
}

function peakMb(pid: number): Promise<number> {
  return kbIn(`/proc/${pid}/status`, /VmHWM:\s+(\d+) kB/);
}

function pssMb(pid: number): Promise<number> {
  return kbIn(`/proc/${pid}/smaps_rollup`, /^Pss:\s+(\d+) kB/m);
}

/** In MB; 0 when the process has ended. */
async function kbIn(path: string, pattern: RegExp): Promise<number> {
  const text = await readFile(path, "utf8").catch(() => "");
  return Number(pattern.exec(text)?.[1] ?? 0) / 1024;
}

/** Children of children too: pack-objects is one of upload-pack's. */
async function gitsBelow(pid: number): Promise<number[]> {
  const parents = new Map<number, number>();
  const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  for (const name of names) {
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    const parent = /^\d+ \(git[^)]*\) \S (\d+)/.exec(stat)?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isBelow = (each: number): boolean => {
    const parent = parents.get(each);
    return parent === pid || (parent !== undefined && isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}
