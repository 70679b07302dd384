import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { absoluteTime } from "./time-ago";
import { zonedTime } from "./zoned-time";

const at = Date.parse("2026-03-05T12:03:07Z") / 1000;

it.each([
  ["+0200", "5 Mar 2026, 14:03:07 +0200"],
  ["-0800", "5 Mar 2026, 04:03:07 -0800"],
  ["+1400", "6 Mar 2026, 02:03:07 +1400"],
  ["-1230", "4 Mar 2026, 23:33:07 -1230"],
  ["+0545", "5 Mar 2026, 17:48:07 +0545"],
  ["+0000", "5 Mar 2026, 12:03:07 +0000"],
  ["-0000", "5 Mar 2026, 12:03:07 -0000"],
])("in %s it is %s", (zone, words) => {
  expect(zonedTime(at, zone)).toBe(words);
});

it.each(["+0260", "+1500", "+9999", "+051800", "+2", "", "+02000"])("in %j it is as in UTC", (zone) => {
  expect(zonedTime(at, zone)).toBe(`${absoluteTime(at)} (zone ${zone})`);
});

it("says the clock that git says", () => {
  for (const zone of ["+0100", "-0330", "+1245", "-1100"]) {
    const said = execFileSync("git", ["var", "GIT_AUTHOR_IDENT"], {
      encoding: "utf8",
      env: {
        NODE_ENV: process.env.NODE_ENV,
        PATH: process.env.PATH,
        HOME: "/nonexistent",
        GIT_AUTHOR_NAME: "A",
        GIT_AUTHOR_EMAIL: "a@b.c",
        GIT_AUTHOR_DATE: zonedTime(at, zone).replace(",", ""),
      },
    });
    expect(said.trim()).toBe(`A <a@b.c> ${at} ${zone}`);
  }
});

it("leaves a time that is none unknown", () => {
  expect(zonedTime(1e18, "+0100")).toBe("Unknown time");
});
