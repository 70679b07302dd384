import { describe, expect, it } from "vitest";
import { type FilterField, isWithinDays, matchesText, parseLogFilter } from "./log-filter";

const parse = (query: Partial<Record<FilterField, string>>) =>
  parseLogFilter((field) => query[field] ?? null);
const filterOf = (query: Partial<Record<FilterField, string>>) => {
  const { filter } = parse(query);
  if (filter === null) throw new Error("nothing is filtered");
  return filter;
};
const day = (text: string) => Date.parse(`${text}Z`) / 1000;

describe("the filter of a log", () => {
  it("is none where nothing is said, or blanks", () => {
    expect(parse({}).filter).toBeNull();
    expect(parse({ author: "  ", path: "/" }).filter).toBeNull();
  });

  it("takes whole days of UTC, the last one included", () => {
    const filter = filterOf({ since: "2026-03-05", until: "2026-03-06" });
    const isWithin = (time: string) => isWithinDays(filter, day(time));
    expect(isWithin("2026-03-04T23:59:59")).toBe(false);
    expect(isWithin("2026-03-05T00:00:00")).toBe(true);
    expect(isWithin("2026-03-06T23:59:59")).toBe(true);
    expect(isWithin("2026-03-07T00:00:00")).toBe(false);
  });

  it("leaves out what is no day, and says so", () => {
    for (const since of ["yesterday", "2026-02-30", "2026-13-01", "05.03.2026", "2026-3-5"]) {
      const { errors, filter, values } = parse({ since, author: "ada" });
      expect(errors.since).toContain("2026-03-05");
      expect(filter).toMatchObject({ since: null, author: "ada" });
      expect(values.since).toBe(since);
    }
  });

  it("says where the last day is before the first", () => {
    expect(parse({ since: "2026-03-05", until: "2026-03-04" }).errors.until).toContain("nothing can match");
    expect(parse({ since: "2026-03-05", until: "2026-03-05" }).errors).toEqual({});
  });

  it("reads a path however it is written", () => {
    for (const path of ["src/app.ts", "/src/app.ts", "./src//app.ts", "src/app.ts/"]) {
      expect(filterOf({ path }).path).toEqual(["src", "app.ts"]);
    }
  });

  it("finds a part of a name, an address or a message in any case", () => {
    const commit = {
      author: { name: "Ada Lovelace", email: "ada@Example.com" },
      message: "Fix the Engine\n\nSee #12",
    };
    const isFound = (query: Partial<Record<FilterField, string>>) => matchesText(filterOf(query), commit);
    expect(isFound({ author: "LOVE" })).toBe(true);
    expect(isFound({ author: "<ada@example" })).toBe(true);
    expect(isFound({ message: "engine" })).toBe(true);
    expect(isFound({ message: "see #12", author: "ada" })).toBe(true);
    expect(isFound({ message: "see #12", author: "grace" })).toBe(false);
  });
});
