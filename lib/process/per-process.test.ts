import { expect, it, vi } from "vitest";
import { forgetPerProcess } from "@/lib/test-support/per-process";
import { perProcess } from "./per-process";

it("makes a thing at its first use, and once", () => {
  let made = 0;
  const count = perProcess("test-count", () => ({ number: ++made }));
  expect(made).toBe(0);
  expect(count()).toBe(count());
  expect(made).toBe(1);
});

it("keeps what is nothing as well", () => {
  let runs = 0;
  const start = perProcess("test-start", () => {
    runs += 1;
  });
  start();
  start();
  expect(runs).toBe(1);
});

it("tries again what could not be made", () => {
  const make = vi.fn(() => {
    if (make.mock.calls.length === 1) throw new Error("not yet");
    return "made";
  });
  const thing = perProcess("test-late", make);
  expect(thing).toThrow("not yet");
  expect(thing()).toBe("made");
});

it("gives a module that is loaded again what the first one made", async () => {
  const first = perProcess("test-reload", () => ({}));
  const made = first();
  vi.resetModules();
  const again = await import("./per-process");
  expect(again.perProcess).not.toBe(perProcess);
  expect(again.perProcess("test-reload", () => ({}))()).toBe(made);
});

it("lets a test forget a thing, by a name that there is", () => {
  const thing = perProcess("test-forget", () => ({}));
  const made = thing();
  forgetPerProcess("test-forget");
  expect(thing()).not.toBe(made);
  expect(() => forgetPerProcess("test-forgotten")).toThrow("test-forgotten");
});
