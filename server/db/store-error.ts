/** `full`: no space for a change; reads go on. `unavailable`: the database does not answer now, and may later. */
export type StoreErrorKind = "full" | "unavailable";

/** The database could not do its part, whatever was asked of it. */
export class StoreError extends Error {
  readonly kind: StoreErrorKind;
  constructor(kind: StoreErrorKind, cause: unknown) {
    super(kind === "full" ? "the database has no space left" : "the database does not answer", { cause });
    this.name = "StoreError";
    this.kind = kind;
  }
}
