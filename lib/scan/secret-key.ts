import "server-only";
import { createHmac, randomBytes } from "node:crypto";
import { perProcess } from "@/lib/process/per-process";

const secretKey = perProcess("secret-key", () => randomBytes(32));

/** A name for a secret that distinguishes two and reveals nothing: its key is this process's own and is lost with it. */
export function keyOfSecret(secret: string): string {
  return createHmac("sha256", secretKey()).update(secret).digest("hex").slice(0, 24);
}
