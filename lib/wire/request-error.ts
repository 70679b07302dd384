import type { FailureKind } from "./failure-kinds";

/** A request that the dashboard itself refuses. */
export class RequestError extends Error {
  readonly kind: Extract<FailureKind, "invalid" | "forbidden" | "not-found" | "rate-limited">;
  readonly pointer: string | undefined;
  /** When to ask again, for what is refused now alone. */
  readonly retryAfterSeconds: number | undefined;
  constructor(kind: RequestError["kind"], message: string, pointer?: string, retryAfterSeconds?: number) {
    super(message);
    this.name = "RequestError";
    this.kind = kind;
    this.pointer = pointer;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
