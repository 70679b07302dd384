import { spawnSync } from "node:child_process";

const limitMs = 300_000;

/** Installs a Debian package when this is such a system and we may; says whether it did. */
export function aptInstall(name: string): boolean {
  const apt = aptCommand();
  if (apt === null) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const run = (...args: string[]) => {
    const [program = "apt-get", ...rest] = [...apt, ...args];
    return spawnSync(program, rest, { env, stdio: "ignore", timeout: limitMs }).status === 0;
  };
  process.stderr.write(`Installing Debian's ${name} …\n`);
  // A fresh machine or container has no package lists yet.
  return run("update") && run("install", "-y", "--no-install-recommends", name);
}

function aptCommand(): string[] | null {
  if (spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status !== 0) return null;
  if (process.getuid?.() === 0) return ["apt-get"];
  // `-n`: never wait for a password.
  return spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0
    ? ["sudo", "-n", "apt-get"]
    : null;
}
