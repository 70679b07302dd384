import { expect, test } from "vitest";
import { createFairTurns } from "./fair-turns";

/** Works that last until they are told to end, and which have begun. */
function open(limits: { atOnce: number; perOwner: number }) {
  const turns = createFairTurns(limits);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (owner: string, name: string, weight = 1, signal?: AbortSignal) =>
    turns.run({ owner, weight, signal }, () => {
      begun.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const end = async (name: string) => {
    ends.get(name)?.();
    await settle();
  };
  return { begun, ask, end, settle };
}

test("an owner never has more turns than its share, and another has one while the first waits", async () => {
  const { begun, ask, settle, end } = open({ atOnce: 3, perOwner: 2 });
  for (let index = 0; index < 12; index++) void ask("greedy", `g${index}`);
  void ask("other", "o");
  await settle();
  expect(begun).toEqual(["g0", "g1", "o"]);
  await end("o");
  expect(begun).toHaveLength(3);
  await end("g0");
  expect(begun).toEqual(["g0", "g1", "o", "g2"]);
});

test("owners take turns, however many one of them has asked for", async () => {
  const { begun, ask, settle, end } = open({ atOnce: 1, perOwner: 1 });
  for (let index = 0; index < 3; index++) void ask("a", `a${index}`);
  for (let index = 0; index < 2; index++) void ask("b", `b${index}`);
  await settle();
  for (const name of ["a0", "b0", "a1", "b1"]) await end(name);
  expect(begun).toEqual(["a0", "b0", "a1", "b1", "a2"]);
});

test("of one owner the lightest comes first, those of one weight in their order", async () => {
  const { begun, ask, settle, end } = open({ atOnce: 1, perOwner: 1 });
  void ask("a", "first");
  void ask("a", "heavy", 9);
  void ask("a", "light", 1);
  void ask("a", "light too", 1);
  await settle();
  for (const name of ["first", "light", "light too"]) await end(name);
  expect(begun).toEqual(["first", "light", "light too", "heavy"]);
});

test("of owners that had no turn yet the one with the lightest comes first", async () => {
  const { begun, ask, settle, end } = open({ atOnce: 1, perOwner: 1 });
  void ask("a", "first");
  for (let index = 0; index < 12; index++) void ask(`heavy ${index}`, "heavy", 9);
  void ask("b", "light", 1);
  await settle();
  await end("first");
  expect(begun).toEqual(["first", "light"]);
});

test("who gives up waiting is passed over, and work that fails gives its turn back", async () => {
  const { begun, ask, settle, end } = open({ atOnce: 1, perOwner: 1 });
  void ask("a", "first");
  const leaving = new AbortController();
  const left = ask("b", "left", 1, leaving.signal);
  void ask("c", "last");
  leaving.abort(new Error("no longer wanted"));
  await expect(left).rejects.toThrow("no longer wanted");
  await settle();
  await end("first");
  expect(begun).toEqual(["first", "last"]);

  const turns = createFairTurns({ atOnce: 1, perOwner: 1 });
  const turn = { owner: "a", weight: 1 };
  await expect(turns.run(turn, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await turns.run(turn, async () => "done")).toBe("done");
});
