import { beforeAll, expect, test } from "vitest";
import { getBlob, getCommit } from "@/lib/artifacts/content";
import { readChain } from "@/lib/reading/read-chain";
import { commitFiles, repoRecord } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { canRemakeCommit } from "./commit-hash";
import { type Place, verifyPlace } from "./verify-place";

const fakeApi = await fakeArtifactsForTests();
let commitHash: string;
beforeAll(async () => {
  // Names that Git sorts in its own way, and every mode.
  commitHash = await commitFiles(fakeApi, "main", {
    "a/b/c.txt": { content: "c\n" },
    "a/b.txt": { content: "b" },
    "a-b": { content: "dash" },
    a0: { content: "zero", mode: "100755" },
    "é ü\u{1f600}": { content: "" },
    link: { content: "a/b", mode: "120000" },
  });
});

async function place(path: string): Promise<Place> {
  const { commit, levels } = await readChain(repoRecord, commitHash, path.split("/").filter(Boolean));
  const segments = path.split("/").filter(Boolean);
  const entry = levels.at(-1)?.find(({ name }) => name === segments.at(-1));
  const blob = entry === undefined ? null : await getBlob(repoRecord, entry.hash, { maxBytes: 1000 });
  return { commit, path: segments, levels, blob };
}

const verdicts = async (of: Place) =>
  (await verifyPlace(of)).map(({ kind, name, verdict }) => `${kind} ${name} ${verdict}`);

test("a file matches, and so do all directories up to the commit", async () => {
  expect(await verdicts(await place("a/b/c.txt"))).toEqual([
    "blob a/b/c.txt matches",
    "tree a/b matches",
    "tree a matches",
    "tree  matches",
    "commit  matches",
  ]);
  expect(await verdicts(await place("a/b"))).toEqual([
    "tree a/b matches",
    "tree a matches",
    "tree  matches",
    "commit  matches",
  ]);
});

test("one byte of the file, one mode, one hash, one message: each is found", async () => {
  const good = await place("a/b.txt");
  expect(await verdicts({ ...good, blob: { bytes: new TextEncoder().encode("B") } })).toContain(
    "blob a/b.txt differs",
  );
  const swapped = good.levels.map((entries) =>
    entries.map((entry) => (entry.name === "a0" ? { ...entry, mode: "100644" as const } : entry)),
  );
  expect(await verdicts({ ...good, levels: swapped })).toContain("tree  differs");
  const other = good.levels.map((entries) =>
    entries.map((entry) => (entry.name === "b.txt" ? { ...entry, hash: "0".repeat(40) } : entry)),
  );
  expect(await verdicts({ ...good, levels: other })).toEqual(
    expect.arrayContaining(["blob a/b.txt differs", "tree a differs"]),
  );
  expect(await verdicts({ ...good, commit: { ...good.commit, message: "other" } })).toContain(
    "commit  unknown",
  );
});

test("a file that its directory does not list differs", async () => {
  const good = await place("a/b.txt");
  const without = good.levels.map((entries) => entries.filter(({ name }) => name !== "b.txt"));
  expect(await verdicts({ ...good, levels: without })).toContain("blob a/b.txt differs");
});

test("a name that lost its bytes on the way cannot be judged", async () => {
  const good = await place("a/b.txt");
  const lost = good.levels.map((entries) =>
    entries.map((entry) => ({ ...entry, name: `${entry.name}\ufffd` })),
  );
  expect((await verdicts({ ...good, levels: lost, path: ["a\ufffd", "b.txt\ufffd"] })).slice(1, 3)).toEqual([
    "tree a\ufffd unknown",
    "tree  unknown",
  ]);
});

test("a commit is put together again with the zones its people were in, and a signed one is not", async () => {
  const tree = (await fakeApi.git(["rev-parse", `${commitHash}^{tree}`])).trim();
  const person = (zone: string) => `Ada Löv <ada@example.test> 1767225600 ${zone}`;
  const make = async (head: string, message: string) =>
    (await fakeApi.git(["hash-object", "-t", "commit", "-w", "--stdin"], `${head}\n\n${message}`)).trim();
  const head = `tree ${tree}\nparent ${commitHash}\nauthor ${person("+0530")}\ncommitter ${person("-0330")}`;
  const plain = await make(head, "Two zones\n\nwith a body\n");
  expect(await canRemakeCommit(await getCommit(repoRecord, plain))).toBe(true);
  const unended = await make(head, "no line feed");
  expect(await canRemakeCommit(await getCommit(repoRecord, unended))).toBe(true);
  const signed = await make(`${head}\ngpgsig -----BEGIN-----\n abc\n -----END-----`, "Signed\n");
  expect(await canRemakeCommit(await getCommit(repoRecord, signed))).toBe(false);
});
