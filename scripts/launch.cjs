// @ts-check
// What happens before TypeScript can run: git looked for, packages installed. Only Node's own modules here.
const { spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const root = path.dirname(__dirname);
const commands = ["start", "dev", "service", "build", "check", "test"];

class LaunchError extends Error {}

/**
 * @param {string | undefined} command
 * @param {string[]} args
 */
exports.launch = async function launch(command, args) {
  try {
    if (command === undefined || !commands.includes(command)) {
      throw new LaunchError(`Usage: node scripts/run.cjs ${commands.join("|")}`);
    }
    // npm runs scripts there anyway; so does a person who starts this file from elsewhere.
    process.chdir(root);
    const isElsewhere = command === "start" && Boolean(process.env.ARTIFACTS_API_URL);
    if (["start", "dev", "service"].includes(command) && !isElsewhere) requireGit();
    install();
    const tsx = await import("tsx/esm/api");
    tsx.register();
    const { run } = await import(pathToFileURL(path.join(__dirname, `${command}.ts`)).href);
    process.exitCode = await run(args);
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
};

/** The exact version is the service's to check; whether git is there at all is told before a minute of installing. */
function requireGit() {
  const found = spawnSync("git", ["--version"], { stdio: "ignore" });
  if (found.error || found.status !== 0) {
    throw new LaunchError("git was not found: install git 2.36 or newer and have it on the PATH.");
  }
}

function install() {
  const stampFile = path.join(root, "node_modules", ".vitrine-install");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === installStamp()) return;
  process.stderr.write("Installing packages …\n");
  // `npm install`, not `npm ci`: the lock may come from a machine whose registry lacks this platform's binaries.
  // Both kinds are named because NODE_ENV=production or `omit` in a config would leave them out.
  const args = [
    "install",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    "--include=dev",
    "--include=optional",
  ];
  const { npm_execpath: npmCli } = process.env;
  const result =
    npmCli !== undefined && /npm-cli\.[cm]?js$/.test(npmCli)
      ? spawnSync(process.execPath, [npmCli, ...args], { cwd: root, stdio: ["ignore", 2, 2] })
      : spawnSync("npm", args, { cwd: root, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (result.error) throw new LaunchError(`npm could not be started: ${result.error.message}.`);
  if (result.status !== 0) {
    throw new LaunchError(`npm install failed (${result.signal ?? `exit code ${result.status}`}).`);
  }
  writeFileSync(stampFile, installStamp());
}

/** What node_modules was made from. */
function installStamp() {
  const hash = createHash("sha256");
  const { dependencies, devDependencies, overrides } = JSON.parse(
    readFileSync(path.join(root, "package.json"), "utf8"),
  );
  hash.update(JSON.stringify([process.platform, process.arch, dependencies, devDependencies, overrides]));
  const lock = path.join(root, "package-lock.json");
  if (existsSync(lock)) hash.update(readFileSync(lock));
  return `${hash.digest("hex")}\n`;
}
