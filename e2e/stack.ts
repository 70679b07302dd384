import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Both programs, started as a person starts them, on ports and a data folder of their own. */
export interface Stack {
  url: string;
  apiUrl: string;
  apiToken: string;
  dataDir: string;
  /** What `npm start` printed so far. */
  output(): string;
  stop(): Promise<number | null>;
}

const root = fileURLToPath(new URL("..", import.meta.url));

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}

/** Starts on what is built already; the test run builds before its journeys. */
export async function startStack({
  args = [],
  env = {},
}: {
  args?: string[];
  env?: Record<string, string>;
} = {}): Promise<Stack> {
  const dataDir = await mkdtemp(join(tmpdir(), "vitrine-e2e-"));
  const [port, apiPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, [join(root, "scripts/run.cjs"), "start", ...args], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      ARTIFACTS_PORT: String(apiPort),
      VITRINE_DATA_DIR: dataDir,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    printed += chunk;
  });
  const url = `http://127.0.0.1:${port}`;
  await untilPrinted(child, url, () => printed);
  return {
    url,
    apiUrl: `http://127.0.0.1:${apiPort}`,
    // A dashboard on an Artifacts that runs elsewhere has no service, and no token file, of its own.
    apiToken: env.ARTIFACTS_API_TOKEN ?? (await readFile(join(dataDir, "api-token"), "utf8")).trim(),
    dataDir,
    output: () => printed,
    stop: async () => {
      const code = await stopped(child);
      await rm(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}

function untilPrinted(child: ChildProcess, text: string, printed: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (printed().includes(text)) resolve();
    };
    child.stdout?.on("data", look);
    child.once("exit", (code) => reject(new Error(`start ended with ${code}:\n${printed()}`)));
    look();
  });
}

function stopped(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once("exit", (code) => resolve(code));
    child.kill("SIGTERM");
  });
}
