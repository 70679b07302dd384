import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stampOf, whenStale } from "./stamp";

let root = "";

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "vitrine stamp "));
  mkdirSync(path.join(root, "app"));
  writeFileSync(path.join(root, "app", "page.tsx"), "one");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("stampOf", () => {
  it("changes with a file's content and name, not with its times", () => {
    const page = path.join(root, "app", "page.tsx");
    const before = stampOf(root, ["app"]);
    utimesSync(page, new Date(0), new Date(0));
    expect(stampOf(root, ["app"])).toBe(before);
    writeFileSync(page, "two");
    const changed = stampOf(root, ["app"]);
    expect(changed).not.toBe(before);
    rmSync(page);
    writeFileSync(path.join(root, "app", "other.tsx"), "two");
    expect(stampOf(root, ["app"])).not.toBe(changed);
  });

  it("leaves tests out and takes an input that is not there", () => {
    const before = stampOf(root, ["app", "public"]);
    writeFileSync(path.join(root, "app", "page.test.tsx"), "test");
    expect(stampOf(root, ["app", "public"])).toBe(before);
    mkdirSync(path.join(root, "public"));
    writeFileSync(path.join(root, "public", "icon.svg"), "<svg/>");
    expect(stampOf(root, ["app", "public"])).not.toBe(before);
  });
});

describe("whenStale", () => {
  it("builds once, and again after a change", async () => {
    const stampFile = path.join(root, "dist", "x.stamp");
    const built: number[] = [];
    const build = () =>
      whenStale(
        stampFile,
        () => stampOf(root, ["app"]),
        async () => {
          built.push(1);
        },
      );
    expect([await build(), await build()]).toEqual(["built", "fresh"]);
    writeFileSync(path.join(root, "app", "page.tsx"), "two");
    expect(await build()).toBe("built");
    expect(built).toHaveLength(2);
  });

  it("builds again after a build that failed", async () => {
    const stampFile = path.join(root, "x.stamp");
    const failing = async () => {
      throw new Error("broken");
    };
    await expect(whenStale(stampFile, () => "stamp", failing)).rejects.toThrow("broken");
    expect(
      await whenStale(
        stampFile,
        () => "stamp",
        async () => {},
      ),
    ).toBe("built");
  });
});
