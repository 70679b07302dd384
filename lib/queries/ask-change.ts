import { changeHtml } from "@/lib/wire/answers";
import { callDashboard } from "./call-dashboard";
import { shouldRetry } from "./should-retry";

/** Changes of a file as HTML, from an address of the page. Tries twice more what may pass by itself. */
export async function askChange(url: string, signal: AbortSignal): Promise<string> {
  for (let failures = 0; ; failures += 1) {
    try {
      return (await callDashboard(changeHtml, { url, signal })).html;
    } catch (error) {
      if (signal.aborted || !shouldRetry(failures, error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1_000 * 2 ** failures));
    }
  }
}
