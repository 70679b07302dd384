import "server-only";
import { type AllowedHosts, allowedHosts } from "@/egress/allowed-hosts";
import { readDashboardEnv } from "@/lib/env";
import { remoteSettings } from "@/lib/process/egress-settings";

interface ImageSettings {
  /** False where this server is not to call out for images. */
  isOn: boolean;
  allowed: AllowedHosts;
  ca: string | null;
}

let settings: ImageSettings | null = null;

/** Whether images of other sites are fetched, and from where. Read at the first call, so that a build needs no settings. */
export function imageSettings(): ImageSettings {
  if (settings === null) {
    const { externalImages, imageAllowHosts } = readDashboardEnv(process.env);
    settings = {
      isOn: externalImages === "proxy",
      allowed: allowedHosts(imageAllowHosts),
      ca: remoteSettings().ca,
    };
  }
  return settings;
}
