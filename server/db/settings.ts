import type { Kysely } from "kysely";
import type { Tables } from "./schema";

export interface SettingQueries {
  get(name: string): Promise<string | null>;
  /** Keeps the value that is there, if one is; answers the value that is kept. */
  setOnce(name: string, value: string): Promise<string>;
  /** Writes and syncs a row of this process's own, so that none waits for another's: what a health check must know to work. */
  proveWritable(atMs: number): Promise<void>;
  /** Removes what a process that is no more has left by that. */
  forgetProofOf(owner: string): Promise<void>;
}

export function settingQueries(db: Kysely<Tables>, owner: string): SettingQueries {
  async function get(name: string) {
    const row = await db.selectFrom("settings").select("value").where("name", "=", name).executeTakeFirst();
    return row?.value ?? null;
  }
  return {
    get,
    async setOnce(name, value) {
      await db
        .insertInto("settings")
        .values({ name, value })
        .onConflict((conflict) => conflict.column("name").doNothing())
        .execute();
      return (await get(name)) ?? value;
    },
    async proveWritable(atMs) {
      const value = String(atMs);
      await db
        .insertInto("settings")
        .values({ name: proofName(owner), value })
        .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
        .execute();
    },
    async forgetProofOf(other) {
      await db.deleteFrom("settings").where("name", "=", proofName(other)).execute();
    },
  };
}

const proofName = (owner: string) => `last-health-check ${owner}`;
