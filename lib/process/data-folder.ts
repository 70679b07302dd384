import "server-only";
import path from "node:path";
import { readDashboardEnv } from "@/lib/env";

/** Where the dashboard keeps what it knows: beside, never among, what belongs to a service. */
export function dashboardFolder(): { folder: string; account: string } {
  const { dataDir, accountId } = readDashboardEnv(process.env);
  return { folder: path.join(dataDir, "dashboard"), account: accountId };
}
