import { buildDashboard, buildService } from "./product-build";
import { withCleanErrors } from "./tool-error";

/** Builds both programs unless nothing changed since the last build. */
export function run(): Promise<number> {
  return withCleanErrors(async () => {
    await buildService();
    await buildDashboard();
    return 0;
  });
}
