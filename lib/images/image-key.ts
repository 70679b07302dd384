import "server-only";
import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { dashboardFolder } from "@/lib/process/data-folder";
import { perProcess } from "@/lib/process/per-process";

const keyBytes = 32;

/**
 * The key that addresses of images are signed with. It lies beside what else the dashboard keeps, so that a page which was
 * open before a restart can still load its images, and several dashboards on one folder know each other's.
 */
export const imageKey = perProcess("image-key", () =>
  keptKey(path.join(dashboardFolder().folder, "image-key")),
);

function keptKey(file: string): Buffer {
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const made = randomBytes(keyBytes);
    writeFileSync(draft, made.toString("hex"), { flag: "wx", mode: 0o600 });
    try {
      // A link appears whole and only once: a process that comes later takes the key that is there.
      linkSync(draft, file);
    } catch {
      const kept = Buffer.from(readFileSync(file, "utf8").trim(), "hex");
      if (kept.length === keyBytes) return kept;
    }
    return made;
  } catch {
    // A folder that cannot be written: the key is this process's own.
    return randomBytes(keyBytes);
  } finally {
    rmSync(draft, { force: true });
  }
}
