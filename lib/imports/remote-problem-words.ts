import type { RemoteProblemKind } from "@/lib/wire/import-preflight";

const goOn = "Artifacts may see more than this dashboard does: you can import it all the same.";
const refused = "Artifacts will most likely refuse it.";

/** What the dashboard says of a remote it could not look at: a few words, and what to make of them. */
export const remoteProblemWords: Record<RemoteProblemKind, { title: string; advice: string }> = {
  "not-https": { title: "Leads away from https", advice: `Only https addresses are imported. ${refused}` },
  "not-an-address": { title: "Not the address of a repo", advice: refused },
  "not-git": { title: "No Git repo answers there", advice: `Check the address. ${refused}` },
  "wants-credentials": {
    title: "Wants credentials",
    advice: `It is private, or there is no such repo. Only public repos are imported. ${refused}`,
  },
  "unknown-host": { title: "No such host is known here", advice: `Check the spelling. ${goOn}` },
  unreachable: { title: "Does not answer this dashboard", advice: goOn },
  "forbidden-address": {
    title: "Has no public address",
    advice: `The dashboard does not look at private networks unless VITRINE_IMPORT_ALLOW_HOSTS names the host. ${goOn}`,
  },
  "forbidden-port": {
    title: "Is not on port 443",
    advice: `The dashboard looks at other ports only where VITRINE_IMPORT_ALLOW_HOSTS names the host. ${goOn}`,
  },
  certificate: { title: "Its certificate is not trusted here", advice: goOn },
  "timed-out": { title: "Took too long to answer", advice: goOn },
  "too-large": { title: "Has too many branches to list", advice: goOn },
};
