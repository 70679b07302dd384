import { describe, expect, it } from "vitest";
import { addCounts, closingLine, countPlaywright, countVitest } from "./counts";

describe("countVitest", () => {
  it("counts cases and files that could not be loaded", () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      testResults: [
        { status: "passed", assertionResults: [{}, {}, {}] },
        { status: "failed", assertionResults: [{}] },
        { status: "failed", assertionResults: [] },
      ],
    };
    expect(countVitest(report)).toEqual({ passed: 3, failed: 2 });
  });

  it("fails when no case ran", () => {
    expect(countVitest({ numPassedTests: 0, numFailedTests: 0, testResults: [] })).toEqual({
      passed: 0,
      failed: 1,
    });
  });
});

describe("countPlaywright", () => {
  it("counts failed, flaky and outside errors as failures", () => {
    const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] };
    expect(countPlaywright(report)).toEqual({ passed: 5, failed: 3 });
  });

  it("fails when no journey ran", () => {
    const report = { stats: { expected: 0, unexpected: 0, flaky: 0 }, errors: [] };
    expect(countPlaywright(report)).toEqual({ passed: 0, failed: 1 });
  });
});

describe("closingLine", () => {
  it("gives the sum of all steps", () => {
    const all = [
      { passed: 2, failed: 0 },
      { passed: 40, failed: 3 },
    ];
    expect(closingLine(addCounts(all))).toBe("42 passed, 3 failed");
  });
});
