import { type Check, callDashboard, type DashboardCall } from "./call-dashboard";
import { shouldRetry } from "./should-retry";

/** As `callDashboard`, for what is no query: tries twice more what may pass by itself. */
export async function callAgain<T>(
  schema: Check<T>,
  call: DashboardCall & { signal: AbortSignal },
): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await callDashboard(schema, call);
    } catch (error) {
      if (call.signal.aborted || !shouldRetry(failures, error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1_000 * 2 ** failures));
    }
  }
}
