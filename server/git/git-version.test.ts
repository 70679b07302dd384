import { expect, it } from "vitest";
import { parseGitVersion } from "./git-version";

it("reads the version that each build of git prints", () => {
  expect(parseGitVersion("git version 2.39.5")).toEqual({ major: 2, minor: 39 });
  expect(parseGitVersion("git version 2.50.1 (Apple Git-155)")).toEqual({ major: 2, minor: 50 });
  expect(parseGitVersion("git version 2.47.0.windows.2")).toEqual({ major: 2, minor: 47 });
  expect(parseGitVersion("hub version 1")).toBeNull();
});
