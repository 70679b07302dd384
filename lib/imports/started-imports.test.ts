import { afterEach, beforeEach, expect, it } from "vitest";
import type { ImportRecord } from "./import-record";
import { changeImport, forgetImports, rememberImport, startedImports } from "./started-imports";

/** As much of a browser's window as storage takes. */
class FakeWindow extends EventTarget {
  readonly stored = new Map<string, string>();
  isRefusing = false;
  readonly localStorage = {
    getItem: (key: string) => this.#allowed(() => this.stored.get(key) ?? null),
    setItem: (key: string, text: string) => this.#allowed(() => void this.stored.set(key, text)),
    removeItem: (key: string) => this.#allowed(() => void this.stored.delete(key)),
  };
  #allowed<T>(work: () => T): T {
    if (this.isRefusing) throw new Error("refused");
    return work();
  }
}

let page: FakeWindow;
beforeEach(() => {
  page = new FakeWindow();
  Object.assign(globalThis, { window: page });
});
afterEach(() => {
  forgetImports(() => true);
  Reflect.deleteProperty(globalThis, "window");
});

const record = (name: string, change: Partial<ImportRecord> = {}): ImportRecord => ({
  namespace: "acme",
  name,
  values: { url: `https://git.test/${name}`, depth: 1 },
  startedAtMs: 1,
  unwantedTokenEndsAt: null,
  state: "running",
  note: null,
  ...change,
});
const store = (value: unknown) =>
  page.stored.set("vitrine-imports", typeof value === "string" ? value : JSON.stringify(value));

it("keeps the newest first, one a name, and leaves nothing behind when all are forgotten", () => {
  rememberImport(record("a"));
  rememberImport(record("b"));
  rememberImport(record("A", { startedAtMs: 2 }));
  expect(startedImports().map(({ name }) => name)).toEqual(["A", "b"]);
  changeImport(record("a"), { state: "failed", note: "Why" });
  expect(startedImports()[0]).toMatchObject({ name: "A", state: "failed", note: "Why" });
  forgetImports(() => true);
  expect([...page.stored.keys()]).toEqual([]);
});

it("reads what another tab stored, and leaves out what it cannot read", () => {
  store([record("fine"), { name: "half" }, record("x/../y"), null, 7]);
  expect(startedImports().map(({ name }) => name)).toEqual(["fine"]);
  store("{not json");
  expect(startedImports()).toEqual([]);
  store({ not: "a list" });
  expect(startedImports()).toEqual([]);
});

it.each([
  "https://me:secret@git.test/a",
  "javascript:alert(1)",
  "http://git.test/a",
  "https://git.test/a?token=x",
])("takes no address such as %s from storage", (url) => {
  store([record("a", { values: { url } })]);
  expect(startedImports()).toEqual([]);
});

it("remembers for as long as the page lives where the browser refuses storage", () => {
  page.isRefusing = true;
  rememberImport(record("a"));
  expect(startedImports().map(({ name }) => name)).toEqual(["a"]);
});
