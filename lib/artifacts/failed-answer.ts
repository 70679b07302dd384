import "server-only";
import { errorEnvelope } from "@/contract/envelope";
import { errorTable } from "@/contract/errors";
import { ArtifactsError, type ArtifactsErrorKind } from "./artifacts-error";

const kindsOf409: Record<number, ArtifactsErrorKind> = {
  [errorTable.IMPORT_IN_PROGRESS.code]: "importing",
  [errorTable.FORK_IN_PROGRESS.code]: "forking",
};

function kindOf(status: number, code: number | undefined): ArtifactsErrorKind {
  if (status === 404) return "not-found";
  if (status === 409) return (code === undefined ? undefined : kindsOf409[code]) ?? "conflict";
  if (status === 429) return "rate-limited";
  if (status === 401 || status === 403) return "unauthorized";
  if (status === 400 || status === 413 || status === 422) return "invalid";
  return "upstream";
}

/** `Retry-After` in seconds, whether it was given as seconds or as a date. */
export function retryAfterOf(headers: Headers, nowMs = Date.now()): number | undefined {
  const text = headers.get("retry-after");
  if (text === null) return undefined;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text);
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - nowMs) / 1000));
}

/** The error that an answer of the REST API stands for. `body` is its text; a gateway's may be anything. */
export function errorOfAnswer(status: number, headers: Headers, body: string): ArtifactsError {
  let json: unknown = null;
  try {
    json = JSON.parse(body);
  } catch {
    // A gateway's HTML page: the status has to do.
  }
  const envelope = errorEnvelope.safeParse(json).data;
  const first = envelope?.errors[0];
  const notes = envelope?.messages?.map(({ message }) => message) ?? [];
  return new ArtifactsError(
    kindOf(status, first?.code),
    first?.message ?? `Artifacts answered with status ${status}.`,
    {
      status,
      pointer: first?.source?.pointer,
      retryAfterSeconds: retryAfterOf(headers),
      ...(notes.length > 0 ? { notes } : {}),
    },
  );
}
