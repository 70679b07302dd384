import { fileURLToPath } from "node:url";

/** The service as it is shipped; `vitest.config.ts` has it built before the tests. */
export const shippedService = fileURLToPath(new URL("../dist/service.mjs", import.meta.url));
