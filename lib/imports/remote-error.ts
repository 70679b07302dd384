import type { RemoteProblemKind } from "@/lib/wire/import-preflight";

/** Why a remote could not be looked at. Its message is for logs and tests; pages have words of their own for each kind. */
export class RemoteError extends Error {
  readonly kind: RemoteProblemKind;
  constructor(kind: RemoteProblemKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "RemoteError";
    this.kind = kind;
  }
}
