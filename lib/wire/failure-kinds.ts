/** What went wrong, as screens decide by it. The first nine come from Artifacts, the next two from the dashboard itself, the last from the browser. */
export const failureKinds = [
  "not-found",
  "conflict",
  "invalid",
  "unauthorized",
  "rate-limited",
  "importing",
  "forking",
  "unreachable",
  "upstream",
  "forbidden",
  "internal",
  "offline",
] as const;
export type FailureKind = (typeof failureKinds)[number];
