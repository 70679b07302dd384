import type { FailureKind } from "@/lib/wire/failure-kinds";

/** A call of the browser to the dashboard that did not succeed. Screens decide by `kind`. */
export class ApiFailure extends Error {
  readonly kind: FailureKind;
  readonly pointer: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** The request's id in the dashboard's log, which says more. */
  readonly requestId: string | undefined;
  /** What Artifacts says besides: the progress of an import, or why it failed. */
  readonly notes: string[] | undefined;

  constructor(
    kind: ApiFailure["kind"],
    message: string,
    detail: {
      pointer?: string;
      retryAfterSeconds?: number;
      requestId?: string;
      notes?: string[] | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: detail.cause });
    this.name = "ApiFailure";
    this.kind = kind;
    this.pointer = detail.pointer;
    this.retryAfterSeconds = detail.retryAfterSeconds;
    this.requestId = detail.requestId;
    this.notes = detail.notes;
  }
}
