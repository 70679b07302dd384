import { RequestError } from "@/lib/wire/request-error";

/** For an address that leads nowhere: `loadOrExplain` makes the page's 404 of it. */
export function missingPlace(): never {
  throw new RequestError("not-found", "There is nothing at this address.");
}
