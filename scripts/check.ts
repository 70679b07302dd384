import { fastSteps, runSteps } from "./checks";

/** The fast half of `npm test`: everything that needs neither a build nor a browser. */
export function run(): Promise<number> {
  return runSteps(fastSteps);
}
