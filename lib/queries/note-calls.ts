import { recordAnswer } from "./call-record";

/** Records for the drawer which calls to Artifacts an answer took, by its header. An answer without one is no error. */
export function noteCalls(method: string, url: string, told: string | null): void {
  if (told !== null) recordAnswer(method, url, told);
}
