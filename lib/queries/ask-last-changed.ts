import type { LastChanged } from "@/lib/wire/answers";
import { callAgain } from "./call-again";
import { lastChangedCheck } from "./last-changed-check";

/** What last changed the entries of a directory, as far as the server has come. */
export const askLastChanged = (url: string, signal: AbortSignal): Promise<LastChanged> =>
  callAgain(lastChangedCheck, { url, signal });
