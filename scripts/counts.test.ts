import { describe, expect, it } from "vitest";
import { addCounts, closingLine, countPlaywright, countVitest, flakyJourneys } from "./counts";

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
  it("counts failed cases and outside errors as failures, and what passed at its second try as passed", () => {
    const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}], suites: [] };
    expect(countPlaywright(report)).toEqual({ passed: 6, failed: 2 });
  });

  it("names what passed at its second try only, however deep it lies", () => {
    const specOf = (title: string, status: string) => ({
      title,
      file: "repos.spec.ts",
      line: 7,
      tests: [{ status }],
    });
    const report = {
      stats: { expected: 1, unexpected: 1, flaky: 2 },
      errors: [],
      suites: [
        {
          specs: [specOf("calm", "expected"), specOf("shy", "flaky")],
          suites: [{ specs: [specOf("broken", "unexpected"), specOf("shy inside", "flaky")] }],
        },
      ],
    };
    expect(flakyJourneys(report)).toEqual(["repos.spec.ts:7 shy", "repos.spec.ts:7 shy inside"]);
  });

  it("fails when no journey ran", () => {
    const report = { stats: { expected: 0, unexpected: 0, flaky: 0 }, errors: [], suites: [] };
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
