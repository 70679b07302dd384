import "server-only";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { logger } from "@/lib/process/logger";
import { requestId as currentRequestId } from "@/lib/process/request-id";
import type { FailureBody } from "@/lib/wire/failure";
import { RequestError } from "@/lib/wire/request-error";
import { statusOfKind } from "./status-of-kind";

export interface ReportedFailure {
  status: number;
  body: FailureBody;
}

/** What a screen or client may know of an error; everything else is logged under the request id. */
export function reportFailure(error: unknown): ReportedFailure {
  const requestId = currentRequestId() ?? crypto.randomUUID();
  if (error instanceof RequestError) {
    const { kind, message, pointer, retryAfterSeconds } = error;
    const body = { error: { kind, message, pointer, retryAfterSeconds, requestId } };
    return { status: statusOfKind[kind], body };
  }
  if (error instanceof ArtifactsError) {
    const { kind, message, pointer, retryAfterSeconds, notes } = error;
    if (statusOfKind[kind] >= 500) logFailure(requestId, error);
    return {
      status: statusOfKind[kind],
      body: { error: { kind, message, pointer, retryAfterSeconds, notes, requestId } },
    };
  }
  logFailure(requestId, error);
  return {
    status: statusOfKind.internal,
    body: { error: { kind: "internal", message: "Something went wrong in the dashboard.", requestId } },
  };
}

function logFailure(requestId: string, error: unknown): void {
  const stacks: string[] = [];
  for (let at = error; at instanceof Error && stacks.length < 5; at = at.cause) {
    stacks.push(at.stack ?? at.message);
  }
  logger().error({
    event: "request-failed",
    requestId,
    error: stacks.join("\ncaused by ") || String(error),
  });
}
