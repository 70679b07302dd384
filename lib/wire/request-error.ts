import type { FailureKind } from "./failure-kinds";

/** A request that the dashboard itself refuses. */
export class RequestError extends Error {
  readonly kind: Extract<FailureKind, "invalid" | "forbidden" | "not-found">;
  readonly pointer: string | undefined;
  constructor(kind: RequestError["kind"], message: string, pointer?: string) {
    super(message);
    this.name = "RequestError";
    this.kind = kind;
    this.pointer = pointer;
  }
}
