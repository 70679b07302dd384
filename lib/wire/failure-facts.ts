import { type FailureKind, failureKinds } from "./failure-kinds";

export interface FailureFacts {
  kind: FailureKind;
  message: string;
  /** JSON pointer to the field that was refused. */
  pointer?: string | undefined;
  retryAfterSeconds?: number | undefined;
  /** What Artifacts says besides: the progress of an import, or why it failed. */
  notes?: string[] | undefined;
}

/**
 * The facts of a failure, or null where something else was given. By hand: every page carries this, and a library of schemas
 * would weigh more than the page.
 */
export function readFailureFacts(value: unknown): FailureFacts | null {
  const kind = failureKinds.find((known) => known === fieldOf(value, "kind"));
  const message = fieldOf(value, "message");
  const pointer = fieldOf(value, "pointer");
  const retryAfterSeconds = fieldOf(value, "retryAfterSeconds");
  const notes = fieldOf(value, "notes");
  if (kind === undefined || typeof message !== "string") return null;
  if (pointer !== undefined && typeof pointer !== "string") return null;
  if (retryAfterSeconds !== undefined && typeof retryAfterSeconds !== "number") return null;
  if (notes !== undefined && !isListOfText(notes)) return null;
  return { kind, message, pointer, retryAfterSeconds, notes };
}

/** The same of the body of an answer of `/-/api`, with the request's id in the dashboard's log. */
export function readFailureBody(body: unknown): (FailureFacts & { requestId: string }) | null {
  const error = fieldOf(body, "error");
  const facts = readFailureFacts(error);
  const requestId = fieldOf(error, "requestId");
  return facts !== null && typeof requestId === "string" ? { ...facts, requestId } : null;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function isListOfText(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
