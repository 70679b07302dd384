import { z } from "zod";

export interface Counts {
  passed: number;
  failed: number;
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const spec = z.object({
  title: z.string(),
  file: z.string(),
  line: z.number(),
  tests: z.array(z.object({ status: z.string() })),
});
type Suite = { specs: z.infer<typeof spec>[]; suites?: Suite[] | undefined };
const suite: z.ZodType<Suite> = z.object({
  specs: z.array(spec),
  suites: z.lazy(() => z.array(suite)).optional(),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()),
  suites: z.array(suite),
});

/** Counts cases; a test file that could not even be loaded counts as one failure. No case at all is a failure. */
export function countVitest(report: unknown): Counts {
  const { numPassedTests, numFailedTests, testResults } = vitestReport.parse(report);
  const unloaded = testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  return neverEmpty({ passed: numPassedTests, failed: numFailedTests + unloaded.length });
}

/**
 * Counts cases; errors outside of them (a server that did not start) count one each. What passed at its second try only has
 * passed, and is named by `flakyJourneys`.
 */
export function countPlaywright(report: unknown): Counts {
  const { stats, errors } = playwrightReport.parse(report);
  return neverEmpty({ passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length });
}

/** Those that passed at their second try only, by place and name. Each has a cause that is to be found. */
export function flakyJourneys(report: unknown): string[] {
  const specsOf = ({ specs, suites = [] }: Suite): z.infer<typeof spec>[] => [
    ...specs,
    ...suites.flatMap(specsOf),
  ];
  return playwrightReport
    .parse(report)
    .suites.flatMap(specsOf)
    .filter(({ tests }) => tests.some(({ status }) => status === "flaky"))
    .map(({ file, line, title }) => `${file}:${line} ${title}`);
}

export function addCounts(all: Counts[]): Counts {
  return {
    passed: all.reduce((sum, counts) => sum + counts.passed, 0),
    failed: all.reduce((sum, counts) => sum + counts.failed, 0),
  };
}

export function closingLine({ passed, failed }: Counts): string {
  return `${passed} passed, ${failed} failed`;
}

function neverEmpty(counts: Counts): Counts {
  return counts.passed + counts.failed === 0 ? { passed: 0, failed: 1 } : counts;
}
