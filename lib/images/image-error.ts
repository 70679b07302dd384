export type ImageProblem =
  | "forbidden-address"
  | "unreachable"
  | "timed-out"
  | "refused"
  | "too-large"
  | "too-heavy"
  | "not-an-image"
  | "busy";

/** Why another site's image could not be had. Its message is for logs and tests. */
export class ImageError extends Error {
  readonly problem: ImageProblem;
  constructor(problem: ImageProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ImageError";
    this.problem = problem;
  }
}
