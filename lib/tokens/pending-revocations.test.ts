import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openPendingRevocations } from "./pending-revocations";

let folder: string;
let nowMs = 1_900_000_000_000;
const now = () => nowMs;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "vitrine-due-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const initialToken = { namespace: "acme", repo: "shop", endsAt: 1_900_086_400 };

it("is remembered by the next run, until it is settled, by either of two processes", async () => {
  await openPendingRevocations(folder, "local", now).add(initialToken);
  const next = openPendingRevocations(folder, "local", now);
  const other = openPendingRevocations(folder, "local", now);
  expect(await openPendingRevocations(folder, "elsewhere", now).next()).toEqual([]);
  expect(await next.next()).toEqual([initialToken]);
  expect(await other.next()).toEqual([initialToken]);
  await next.settle(initialToken);
  expect(await other.next()).toEqual([]);
  expect(await openPendingRevocations(folder, "local", now).next()).toEqual([]);
});

it("waits longer after each try, and no longer than the token lives", async () => {
  const due = openPendingRevocations(folder, "local", now);
  await due.add(initialToken);
  expect(await due.next()).toEqual([]);
  nowMs += 2_000;
  expect(await due.next()).toEqual([initialToken]);
  due.postpone(initialToken);
  nowMs += 2_000;
  expect(await due.next()).toEqual([]);
  nowMs += 60_000;
  expect(await due.next()).toEqual([initialToken]);
  nowMs = (initialToken.endsAt + 1) * 1000;
  expect(await due.next()).toEqual([]);
  expect(await openPendingRevocations(folder, "local", now).next()).toEqual([]);
});
