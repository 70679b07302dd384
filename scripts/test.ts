import { spawnSync } from "node:child_process";
import { obtainBrowser } from "./browser";
import { fastSteps, journeys, runSteps, type Step } from "./checks";
import { aptInstall } from "./debian";
import { buildDashboard, buildService } from "./product-build";

/** Everything: what is missing on the machine is installed first. */
export function run(): Promise<number> {
  if (spawnSync("git", ["--version"], { stdio: "ignore" }).status !== 0) aptInstall("git");
  let isBuilt = false;
  const build: Step = {
    name: "build",
    async run() {
      await buildService();
      await buildDashboard();
      isBuilt = true;
      return { passed: 1, failed: 0 };
    },
  };
  const journeysOnceBuilt: Step = {
    name: journeys.name,
    async run() {
      if (!isBuilt) return { skipped: "the build failed" };
      const browser = obtainBrowser();
      console.log(`The journeys run in ${browser.origin}.`);
      return journeys.run();
    },
  };
  return runSteps([...fastSteps, build, journeysOnceBuilt]);
}
