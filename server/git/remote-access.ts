import { toleratedFaults } from "./index-pack";

/** How git reaches a remote that a client named. */
export interface RemoteAccess {
  /** Checked: https, without credentials. */
  url: string;
  /** The only way out: a proxy that checks every host. Holds a secret. */
  proxyUrl: string;
  /** Certificates to trust, in PEM, in place of the machine's; null for those of the machine. */
  caBundle: string | null;
}

/**
 * The environment of a git that talks to a remote. Settings go this way and not on the command line, which every user of
 * the machine can read: the proxy's address holds a secret.
 */
export function remoteEnv(
  access: RemoteAccess,
  scratch: { homeDir: string; caFile: string | null },
): Record<string, string> {
  const config: [key: string, value: string][] = [
    ["protocol.allow", "never"],
    ["protocol.https.allow", "always"],
    ["http.proxy", access.proxyUrl],
    // Without a first try that carries no credential.
    ["http.proxyAuthMethod", "basic"],
    ["http.sslVerify", "true"],
    // Only a redirect of the first request is followed; the proxy checks where to.
    ["http.followRedirects", "initial"],
    // No program is asked for credentials.
    ["credential.helper", ""],
    ["fetch.recurseSubmodules", "false"],
    ["fetch.writeCommitGraph", "false"],
    // Objects stay in the pack they came in: a pack moves into the repo whole, loose objects do not.
    ["fetch.unpackLimit", "1"],
    // What a push must be, an import must be.
    ["fetch.fsckObjects", "true"],
    ...toleratedFaults.map((fault): [string, string] => [`fetch.fsck.${fault}`, "ignore"]),
  ];
  if (scratch.caFile !== null) config.push(["http.sslCAInfo", scratch.caFile]);
  const env: Record<string, string> = {
    GIT_ALLOW_PROTOCOL: "https",
    // An empty folder: curl would look for a .netrc in the home of the user that runs the service.
    HOME: scratch.homeDir,
    GIT_CONFIG_COUNT: String(config.length),
  };
  for (const [index, [key, value]] of config.entries()) {
    env[`GIT_CONFIG_KEY_${index}`] = key;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return env;
}
