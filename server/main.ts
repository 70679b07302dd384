import { parseArgs } from "node:util";
import pino from "pino";
import { readServiceConfig } from "./config";
import { startService } from "./start-service";
import { usage } from "./usage";

async function main(): Promise<void> {
  const { help, "no-welcome": noWelcome } = readArguments();
  if (help) {
    process.stdout.write(usage);
    return;
  }
  // Whatever the service writes is for its owner alone: the database holds hashes of secrets, the repos people's work.
  process.umask(0o077);
  const config = readServiceConfig(process.env);
  // Written in the background: a slow reader of the logs must not hold up requests.
  const destination = pino.destination({ fd: 2, sync: false });
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  process.on("uncaughtException", (error) => {
    logger.fatal({ err: error }, "the service failed");
    exitAfterLogs(destination, 1);
  });
  const service = await startService(config, { hasWelcome: !noWelcome, logger });

  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    // Asked a second time, a person means now.
    if (isStopping) process.exit(1);
    isStopping = true;
    logger.info({ event: "stopping", signal }, "stopping");
    service.stop().then(
      () => exitAfterLogs(destination, 0),
      (error: unknown) => {
        logger.error({ err: error }, "stopping failed");
        exitAfterLogs(destination, 1);
      },
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  process.stdout.write(`service ready at ${service.origin}\n`);
}

function readArguments(): { help: boolean; "no-welcome": boolean } {
  const { values } = parseArgs({
    options: { help: { type: "boolean", default: false }, "no-welcome": { type: "boolean", default: false } },
  });
  return values;
}

function exitAfterLogs(destination: { flushSync(): void }, code: number): void {
  destination.flushSync();
  process.exit(code);
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message.replace(/\s*\n\s*/g, " ")}\n`);
  process.exit(1);
});
