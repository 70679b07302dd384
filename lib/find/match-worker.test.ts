import { afterAll, expect, test } from "vitest";
import { createMatchWorkers } from "./match-worker";

const workers = createMatchWorkers({ workersMax: 2 });
/** Shorter than what keeps a thread busy, and long enough for a thread to start on a busy machine. */
const impatient = createMatchWorkers({ stallMs: 3_000, workersMax: 1 });
afterAll(() => Promise.all([workers.closeAll(), impatient.closeAll()]));
const never = new AbortController().signal;

async function open(q: string, { regex = false, of = workers } = {}) {
  const opened = await of.open({ q, regex, case: true }, never);
  if (opened.problem !== undefined) throw new Error(opened.problem);
  return opened;
}

test("a file that keeps the thread busy is given up, and the others are searched all the same", async () => {
  const matcher = await open("(?:x?){50}\\bx{50}y", { regex: true, of: impatient });
  const hit = ` ${"x".repeat(50)}y`;
  const stuck = "x".repeat(10_000_000) + hit;
  const answers = await Promise.all([matcher.match(hit), matcher.match(stuck), matcher.match(hit)]);
  matcher.close();
  expect(answers.map((found) => found?.hits ?? null)).toEqual([1, null, 1]);
});

test("searches beyond the bound wait their turn, and one that gives up waiting leaves the line", async () => {
  const first = await open("a");
  const second = await open("b");
  const left = new AbortController();
  const given = workers.open({ q: "c", regex: false, case: true }, left.signal);
  const waiting = open("d");
  left.abort(new Error("left"));
  await expect(given).rejects.toThrow("left");
  first.close();
  const third = await waiting;
  expect((await third.match("d"))?.hits).toBe(1);
  second.close();
  third.close();
});

test("a closed search answers what it was asked, and a second search does not inherit the first one's expression", async () => {
  const first = await open("one");
  const asked = first.match("one");
  first.close();
  expect(await asked).toBeNull();
  const second = await open("two");
  expect((await second.match("one"))?.hits).toBe(0);
  second.close();
});

test("an expression that is none says why", async () => {
  expect(await workers.open({ q: "[", regex: true, case: false }, never)).toEqual({
    problem: "Missing closing ]: `[`.",
  });
});
