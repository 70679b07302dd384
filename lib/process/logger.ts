import "server-only";
import pino from "pino";
import { withoutSecrets } from "@/contract/tokens";
import { perProcess } from "./per-process";
import { requestId } from "./request-id";

/** Never logged, whatever they hold. */
const secretFields = ["secret", "plaintext", "token", "authorization", "password"];

/** One line of JSON an event on stdout, with the id of the request it belongs to. `event` names what happened. */
export const logger = perProcess("logger", () =>
  pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: () => ({ requestId: requestId() ?? undefined }),
      redact: { paths: secretFields.flatMap((name) => [name, `*.${name}`]), remove: true },
      formatters: {
        log: (fields) =>
          Object.fromEntries(
            Object.entries(fields).map(([name, value]) => [
              name,
              typeof value === "string" ? withoutSecrets(value) : value,
            ]),
          ),
      },
    },
    { write: (line) => void process.stdout.write(line) },
  ),
);
