import { z } from "zod";
import { allowedHosts } from "./allowed-hosts";

/** A setting that opens hosts: entries of `allowedHosts` with commas between them. */
export const hostList = z.string().transform((text, context) => {
  const entries = text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  try {
    allowedHosts(entries);
    return entries;
  } catch {
    context.addIssue({
      code: "custom",
      message: "must be hosts, as host or host:port, with commas between them",
    });
    return z.NEVER;
  }
});
