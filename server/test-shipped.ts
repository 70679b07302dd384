import { join } from "node:path";

/** The service as it is shipped; `vitest.config.ts` has it built before the tests, which run in the project's folder. */
export const shippedService = join(process.cwd(), "dist", "service.mjs");
