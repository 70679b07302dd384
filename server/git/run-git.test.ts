import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { constants, getPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { GitRunner } from "./run-git";

let root: string;
let runner: GitRunner;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "vitrine-run-"));
  await writeFile(join(root, "gitconfig"), "");
  runner = new GitRunner({
    configFile: join(root, "gitconfig"),
    maxTransfers: 2,
    maxQuestions: 2,
    waitMs: 1000,
  });
});
afterAll(async () => {
  await runner.close();
  await rm(root, { recursive: true, force: true });
});

it("lets what runs in the background yield the processor, and nothing else", async () => {
  // Reads its input first: it is there for as long as it is looked at.
  const args = ["patch-id", "--stable"];
  const requested = await runner.start(args, { slot: null });
  const inBackground = await runner.start(args, { slot: null, isBackground: true });
  expect(getPriority(inBackground.pid)).toBe(constants.priority.PRIORITY_LOW);
  expect(getPriority(requested.pid)).toBe(getPriority());
  for (const child of [requested, inBackground]) child.stdin.end();
  expect((await inBackground.closed).code).toBe(0);
  await requested.closed;
});
