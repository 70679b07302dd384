import { vi } from "vitest";

type LogLine = Record<string, unknown> & { event: string };

/** Runs `work` and gives what it logged, instead of printing it. */
export async function logLinesOf(work: () => unknown): Promise<LogLine[]> {
  const printed: string[] = [];
  const write = vi.spyOn(process.stdout, "write").mockImplementation((line) => {
    printed.push(String(line));
    return true;
  });
  try {
    await work();
  } finally {
    write.mockRestore();
  }
  return printed
    .join("")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
