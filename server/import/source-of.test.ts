import { expect, it } from "vitest";
import { sourceOf } from "./source-of";

it("names the source with .git at its end, once", () => {
  for (const url of ["https://h.org/a", "https://h.org/a/", "https://h.org/a.git", "https://h.org/a.git/"]) {
    expect(sourceOf(url)).toBe("git:https://h.org/a.git");
  }
});
