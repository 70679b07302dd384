import { expect, it } from "vitest";
import { getCommit } from "@/lib/artifacts/content";
import { commitFiles, repoRecord } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { RequestError } from "@/lib/wire/request-error";
import { createArchiveTurns } from "./archive-turns";
import { streamArchive } from "./stream-archive";

const fakeApi = await fakeArtifactsForTests();
const never = new AbortController().signal;

it("makes a few archives of one repo at once, others beside them, and says when to ask again", async () => {
  const turns = createArchiveTurns({ atOnce: 3, perRepo: 2, openMax: 5, openPerRepo: 3 });
  const first = await turns.enter("a", never);
  await turns.enter("a", never);
  let hasThird = false;
  const third = turns.enter("a", never).then((leave) => {
    hasThird = true;
    return leave;
  });
  const beside = await turns.enter("b", never);
  expect(hasThird).toBe(false);
  const refused = await turns.enter("a", never).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(RequestError);
  expect(refused).toMatchObject({ kind: "rate-limited", retryAfterSeconds: 30 });
  first();
  // Whoever calls it twice gives back one turn.
  first();
  const leaveThird = await third;
  beside();
  leaveThird();
});

it("refuses in the end what no turn comes for, and forgets who has left", async () => {
  const turns = createArchiveTurns({ atOnce: 1, perRepo: 1, openPerRepo: 2, waitMs: 20 });
  const leave = await turns.enter("a", never);
  await expect(turns.enter("a", never)).rejects.toMatchObject({ retryAfterSeconds: 30 });
  const leaving = new AbortController();
  const waiting = turns.enter("a", leaving.signal);
  leaving.abort(new Error("left"));
  await expect(waiting).rejects.toThrow("left");
  leave();
  (await turns.enter("a", never))();
});

it("gives the turn back when an archive is whole, fails, is left, or was never begun to be read", async () => {
  const turns = createArchiveTurns({ atOnce: 1, perRepo: 1, waitMs: 600_000 });
  const commit = await commitFiles(fakeApi, "main", { "a.txt": { content: "a" } });
  const { treeHash } = await getCommit(repoRecord, commit);

  const open = (signal = never, tree = treeHash) =>
    streamArchive({ repo: repoRecord, treeHash: tree, topFolder: "x", format: "zip", signal, turns });
  await new Response(await open()).arrayBuffer();
  await expect(open(never, "0".repeat(40))).rejects.toThrow();
  await (await open()).cancel();
  const leaving = new AbortController();
  await open(leaving.signal);
  leaving.abort();
  expect((await new Response(await open()).arrayBuffer()).byteLength).toBeGreaterThan(0);
});
