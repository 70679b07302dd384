import { type FailureFacts, readFailureFacts } from "./failure-facts";

export type { FailureFacts };

/** The facts of anything that was thrown; what is unknown is "internal" and keeps its words to itself. */
export function failureOf(error: unknown): FailureFacts {
  return readFailureFacts(error) ?? { kind: "internal", message: "Something went wrong." };
}

/** Words a person can act on. `what` completes the sentence "We could not load …", as in "the repos". */
export function describeFailure(error: unknown, what: string): { title: string; advice: string } {
  const { kind, message, retryAfterSeconds, notes } = failureOf(error);
  switch (kind) {
    case "not-found":
      if (notes) return { title: "The import failed", advice: notes.join(" ") };
      return {
        title: "Not found",
        advice: `${capitalised(what)} may have been deleted, or the name is misspelt.`,
      };
    case "conflict":
    case "invalid":
      return { title: "The request was refused", advice: message };
    case "unauthorized":
      return {
        title: "The API token was refused",
        advice:
          "Artifacts did not accept the dashboard’s API token. Check ARTIFACTS_API_TOKEN; on Cloudflare it needs the permission Artifacts > Edit.",
      };
    case "rate-limited":
      return {
        title: "Too many requests",
        advice: retryAfterSeconds
          ? `Artifacts asks to wait ${retryAfterSeconds} ${retryAfterSeconds === 1 ? "second" : "seconds"} before the next call.`
          : "Artifacts asks to wait a moment before the next call.",
      };
    case "importing":
      return {
        title: "Still importing",
        advice: "The history of this repo is on its way. It can be read as soon as the import is done.",
      };
    case "forking":
      return { title: "Still forking", advice: "This fork is being made. It can be read in a few seconds." };
    case "offline":
      return {
        title: "You are offline",
        advice: "There is no connection, so nothing was sent. Try again once it is back.",
      };
    case "unreachable":
      if (notes) return { title: "No answer came", advice: notes.join(" ") };
      return {
        title: "Artifacts cannot be reached",
        advice: `We could not load ${what}: the service did not answer. Check that it runs, then try again.`,
      };
    case "upstream":
      return { title: "Artifacts answered with an error", advice: `We could not load ${what}. ${message}` };
    case "forbidden":
      return {
        title: "The request was refused",
        advice: "It did not come from this dashboard’s own pages. Reload the page and try again.",
      };
    case "internal":
      return { title: "Something went wrong", advice: `We could not load ${what}. Try again.` };
  }
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
