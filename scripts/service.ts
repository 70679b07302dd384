import { Children } from "./children";
import { buildService, serviceBundle } from "./product-build";
import { withCleanErrors } from "./tool-error";

/** The service alone. Arguments, settings and their errors are its own. */
export function run(args: string[]): Promise<number> {
  return withCleanErrors(async () => {
    await buildService();
    const children = new Children();
    children.start({
      name: "service",
      args: ["--enable-source-maps", serviceBundle, ...args],
      env: process.env,
    });
    return children.untilOnlyEnd();
  });
}
