import "server-only";
import { withoutSecrets } from "@/contract/tokens";
import type { FailureKind } from "@/lib/wire/failure-kinds";

export type ArtifactsErrorKind = Exclude<FailureKind, "forbidden" | "internal">;

export interface ArtifactsErrorDetail {
  /** HTTP status of the answer; absent when there was none. */
  status?: number;
  pointer?: string;
  retryAfterSeconds?: number;
  /** What the answer's `messages` say besides: the progress of an import, or why it failed. */
  notes?: string[];
  cause?: unknown;
}

/** A call to Artifacts that did not succeed. Screens decide by `kind`, never by the message. */
export class ArtifactsError extends Error {
  readonly kind: ArtifactsErrorKind;
  readonly status: number | undefined;
  readonly pointer: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly notes: string[] | undefined;

  constructor(kind: ArtifactsErrorKind, message: string, detail: ArtifactsErrorDetail = {}) {
    super(withoutSecrets(message), { cause: detail.cause });
    this.name = "ArtifactsError";
    this.kind = kind;
    this.status = detail.status;
    this.pointer = detail.pointer;
    this.retryAfterSeconds = detail.retryAfterSeconds;
    this.notes = detail.notes?.map(withoutSecrets);
  }
}

/** For logs and reports: the kind of any thrown thing. */
export function failureKindOf(error: unknown): FailureKind {
  return error instanceof ArtifactsError ? error.kind : "internal";
}
