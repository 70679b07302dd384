/** What a person can act on: commands print the message as one line and end with code 1. */
export class ToolError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "ToolError";
  }
}

/** Runs a command's body and turns the failures that a person can act on into lines and an exit code. */
export async function withCleanErrors(body: () => Promise<number>): Promise<number> {
  try {
    return await body();
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
