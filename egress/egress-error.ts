/** Why an address must not, or cannot, be reached. */
type EgressProblem = "not-https" | "not-an-address" | "unknown-host" | "forbidden-address" | "forbidden-port";

/** An address that was refused before any connection was made. The message is for the person who named it. */
export class EgressError extends Error {
  readonly kind: EgressProblem;
  constructor(kind: EgressProblem, message: string) {
    super(message);
    this.name = "EgressError";
    this.kind = kind;
  }
}
