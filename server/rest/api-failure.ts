import type { FastifyError } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import type { ErrorEnvelope } from "@/contract/envelope";
import { type ApiMessage, type ErrorName, errorTable } from "@/contract/errors";
import { HostingError } from "@/server/hosting/hosting-error";
import { storeFailureKind } from "@/server/hosting/store-failure";
import { StorageError } from "@/server/storage/repo-storage";

/** A refusal as the wire carries it. */
export interface ApiFailure {
  status: number;
  code: number;
  message: string;
  pointer: string | null;
  retryAfterSeconds: number | null;
  messages: readonly ApiMessage[];
  /** Unexpected: to be logged whole. */
  isUnexpected: boolean;
}

const retrySeconds = 5;

type Extra = Partial<
  Pick<ApiFailure, "status" | "pointer" | "retryAfterSeconds" | "messages" | "isUnexpected">
>;

export function apiFailure(name: ErrorName, message: string, extra: Extra = {}): ApiFailure {
  const { code, status } = errorTable[name];
  return {
    status,
    code,
    message,
    pointer: null,
    retryAfterSeconds: null,
    messages: [],
    isUnexpected: false,
    ...extra,
  };
}

export function failureEnvelope(failure: ApiFailure): ErrorEnvelope {
  return {
    result: null,
    success: false,
    errors: [
      {
        code: failure.code,
        message: failure.message,
        ...(failure.pointer === null ? {} : { source: { pointer: failure.pointer } }),
      },
    ],
    messages: [...failure.messages],
  };
}

/** The one place where what was thrown becomes what is answered. */
export function failureOf(error: unknown): ApiFailure {
  if (error instanceof HostingError) {
    return apiFailure(error.kind, error.message, {
      pointer: error.pointer,
      messages: error.messages,
      // Both end by themselves: a client that asks again gets to the repo.
      retryAfterSeconds:
        error.kind === "IMPORT_IN_PROGRESS" || error.kind === "FORK_IN_PROGRESS" ? retrySeconds : null,
      isUnexpected: error.kind === "INTERNAL_ERROR",
    });
  }
  if (error instanceof StorageError) return failureOfStorage(error);
  const storeFailure = storeFailureKind(error);
  if (storeFailure === "full") return diskFull();
  if (storeFailure === "unavailable") return { ...serviceBusy(), isUnexpected: true };
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issue = error.validation[0];
    return issue === undefined
      ? apiFailure("INVALID_INPUT", "The request is not valid")
      : failureOfIssue(issue);
  }
  if (isFastifyError(error)) return failureOfFastify(error);
  return internalFailure();
}

function internalFailure(): ApiFailure {
  return apiFailure("INTERNAL_ERROR", "Internal error", { isUnexpected: true });
}

function serviceBusy(): ApiFailure {
  return apiFailure("INTERNAL_ERROR", "The service is busy, try again shortly", {
    status: 503,
    retryAfterSeconds: 1,
  });
}

function diskFull(): ApiFailure {
  return apiFailure("MEMORY_LIMIT", "The service has no space left for this change");
}

function failureOfStorage(error: StorageError): ApiFailure {
  switch (error.kind) {
    case "busy":
      return serviceBusy();
    case "disk-full":
      return diskFull();
    case "too-large":
      return apiFailure("INVALID_INPUT", error.message, { status: 413 });
    case "aborted":
      // The client has left: this answer is not read, and nothing went wrong here.
      return apiFailure("INTERNAL_ERROR", "The request was aborted");
    default:
      return internalFailure();
  }
}

interface Issue {
  keyword: string;
  instancePath: string;
  message?: string;
  params: Record<string, unknown>;
}

function failureOfIssue(issue: Issue): ApiFailure {
  const pointer = issue.instancePath === "/" ? null : issue.instancePath;
  const message = issue.message ?? "The request is not valid";
  // A value of another JSON type is bad input like any other; names and times to live have codes of their own.
  const isOtherType = issue.keyword === "invalid_type" && issue.params.expected !== "int";
  if (!isOtherType && pointer === "/name") return apiFailure("INVALID_REPO_NAME", message, { pointer });
  if (!isOtherType && pointer === "/ttl") return apiFailure("INVALID_TTL", message, { pointer });
  return apiFailure("INVALID_INPUT", message, { pointer });
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && "code" in error && String(error.code).startsWith("FST_");
}

function failureOfFastify(error: FastifyError): ApiFailure {
  const status = error.statusCode ?? 500;
  if (status < 400 || status >= 500) return internalFailure();
  switch (status) {
    case 404:
      return routeNotFound();
    case 413:
      return apiFailure("INVALID_INPUT", "The request body is too large", { status });
    case 415:
      return apiFailure("INVALID_INPUT", "The request body must be application/json", { status });
    default:
      return apiFailure("INVALID_INPUT", "The request is not valid", { status });
  }
}

export function serviceStopping(): ApiFailure {
  return apiFailure("INTERNAL_ERROR", "The service is stopping, try again shortly", {
    status: 503,
    retryAfterSeconds: 1,
  });
}

export function routeNotFound(): ApiFailure {
  return apiFailure("NOT_FOUND", "Route not found");
}
