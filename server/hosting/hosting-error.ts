import type { ApiMessage, ErrorName } from "@/contract/errors";

/** A request that cannot be met, in the names of the reference. `pointer` names the rejected field, `/limit`. */
export class HostingError extends Error {
  readonly kind: ErrorName;
  readonly pointer: string | null;
  /** What else there is to know, such as how far an import is. */
  readonly messages: readonly ApiMessage[];
  constructor(
    kind: ErrorName,
    message: string,
    options?: { pointer?: string; messages?: readonly ApiMessage[]; cause?: unknown },
  ) {
    super(message, { cause: options?.cause });
    this.name = "HostingError";
    this.kind = kind;
    this.pointer = options?.pointer ?? null;
    this.messages = options?.messages ?? [];
  }
}
