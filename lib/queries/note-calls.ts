import { recordAnswer } from "./call-record";

/** For the drawer: which calls to Artifacts an answer took, as it tells them itself. One that does not is no error. */
export function noteCalls(method: string, url: string, told: string | null): void {
  if (told !== null) recordAnswer(method, url, told);
}
