import { expect, it } from "vitest";
import { GitError } from "./git-error";
import { retryWhileLocked } from "./retry-while-locked";

it("tries again while git is busy, and not after anything else", async () => {
  const { signal } = new AbortController();
  let asked = 0;
  const busyOnce = async () => {
    asked += 1;
    if (asked === 1) throw new GitError("busy", "too many");
    return "done";
  };
  expect(await retryWhileLocked(signal, busyOnce)).toBe("done");
  expect(asked).toBe(2);
  await expect(
    retryWhileLocked(signal, () => Promise.reject(new GitError("failed", "broken"))),
  ).rejects.toThrow("broken");
});

it("gives up when it is aborted", async () => {
  const controller = new AbortController();
  const waiting = retryWhileLocked(controller.signal, () => Promise.reject(new GitError("busy", "too many")));
  controller.abort();
  await expect(waiting).rejects.toThrow(/abort/);
});
