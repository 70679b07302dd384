import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openDueBirthTokens } from "./due-birth-tokens";

let folder: string;
let nowMs = 1_900_000_000_000;
const now = () => nowMs;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "vitrine-due-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const birth = { namespace: "acme", repo: "shop", endsAt: 1_900_086_400 };

it("is remembered by the next run, until it is settled, by either of two processes", async () => {
  await openDueBirthTokens(folder, "local", now).add(birth);
  const next = openDueBirthTokens(folder, "local", now);
  const other = openDueBirthTokens(folder, "local", now);
  expect(await openDueBirthTokens(folder, "elsewhere", now).next()).toEqual([]);
  expect(await next.next()).toEqual([birth]);
  expect(await other.next()).toEqual([birth]);
  await next.settle(birth);
  expect(await other.next()).toEqual([]);
  expect(await openDueBirthTokens(folder, "local", now).next()).toEqual([]);
});

it("waits longer after each try, and no longer than the token lives", async () => {
  const due = openDueBirthTokens(folder, "local", now);
  await due.add(birth);
  expect(await due.next()).toEqual([]);
  nowMs += 2_000;
  expect(await due.next()).toEqual([birth]);
  due.postpone(birth);
  nowMs += 2_000;
  expect(await due.next()).toEqual([]);
  nowMs += 60_000;
  expect(await due.next()).toEqual([birth]);
  nowMs = (birth.endsAt + 1) * 1000;
  expect(await due.next()).toEqual([]);
  expect(await openDueBirthTokens(folder, "local", now).next()).toEqual([]);
});
