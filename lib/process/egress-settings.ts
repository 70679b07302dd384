import "server-only";
import { readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import { type AllowedHosts, allowedHosts } from "@/egress/allowed-hosts";
import { readDashboardEnv } from "@/lib/env";

interface RemoteSettings {
  allowed: AllowedHosts;
  ca: string | null;
}

let settings: RemoteSettings | null = null;

/** What may be looked at and whom it may be signed by. Read at the first call, so that a build needs no settings. */
export function remoteSettings(): RemoteSettings {
  if (settings === null) {
    const { importAllowHosts, importCaFile } = readDashboardEnv(process.env);
    settings = {
      allowed: allowedHosts(importAllowHosts),
      ca: importCaFile === null ? null : [readFileSync(importCaFile, "utf8"), ...rootCertificates].join("\n"),
    };
  }
  return settings;
}
