/** What went wrong, as screens decide by it. The first nine come from Artifacts, the rest from the dashboard itself. */
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
] as const;
export type FailureKind = (typeof failureKinds)[number];
