import { expect, it } from "vitest";
import { commitFiles } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { readNotes } from "./read-notes";

const fakeApi = await fakeArtifactsForTests();
const content = { namespace: "acme", name: "demo", id: "repo_1" };
const asSomeone = ["-c", "user.name=A", "-c", "user.email=a@b.c"];
const note = (ref: string, hash: string, text: string) =>
  fakeApi.git([...asSomeone, "notes", `--ref=${ref}`, "add", "-f", "-F", "-", hash], text);

async function others() {
  const lines = await fakeApi.git(["for-each-ref", "--format=%(refname) %(objectname)"]);
  return lines
    .trim()
    .split("\n")
    .map((line) => line.split(" "))
    .map(([name = "", hash = ""]) => ({ name, hash }))
    .filter(({ name }) => !name.startsWith("refs/heads/"));
}

const commits: string[] = [];

it("reads what git notes has written, under every ref, in folders and without", async () => {
  const main = await commitFiles(fakeApi, "main", { a: { content: "1" } });
  commits.push(main);
  await note("commits", main, "About it\n");
  await note("deep/er", main, "Elsewhere\n");
  expect((await readNotes(content, await others(), main)).notes).toMatchObject([
    { ref: "refs/notes/commits", text: "About it\n", isCut: false, at: { path: main } },
    { ref: "refs/notes/deep/er", text: "Elsewhere\n" },
  ]);
  // So many that git makes folders.
  const tree = (await fakeApi.git(["rev-parse", `${main}^{tree}`])).trim();
  const stream: string[] = [];
  for (let at = 0; at < 300; at += 1) {
    const hash = await fakeApi.git([...asSomeone, "commit-tree", tree, "-m", `${at}`]);
    commits.push(hash.trim());
    stream.push(`N inline ${hash.trim()}\ndata <<end\nNote ${at}\nend\n`);
  }
  await fakeApi.git(
    ["fast-import", "--quiet", "--force"],
    `commit refs/notes/many\ncommitter A <a@b.c> 1 +0000\ndata 0\n${stream.join("")}\n`,
  );
  expect(await fakeApi.git(["ls-tree", "refs/notes/many"])).toContain("040000 tree");
  for (const at of [0, 150, 299]) {
    const { notes } = await readNotes(content, await others(), commits[at + 1] ?? "");
    expect(notes).toMatchObject([{ ref: "refs/notes/many", text: `Note ${at}\n` }]);
    expect(notes[0]?.at.path).toMatch(/^[0-9a-f]{2}\/[0-9a-f]{38}$/);
  }
});

it("says of bytes that they are no text, and where a long note is cut", async () => {
  const [, , third = ""] = commits;
  await note("bytes", third, "a");
  const blob = (await fakeApi.git(["hash-object", "-w", "--stdin"], Buffer.from([0, 1, 2, 255]))).trim();
  const large = (await fakeApi.git(["hash-object", "-w", "--stdin"], "x".repeat(300_000))).trim();
  await fakeApi.git([...asSomeone, "notes", "--ref=bytes", "add", "-f", "-C", blob, third]);
  await fakeApi.git([...asSomeone, "notes", "--ref=large", "add", "-f", "-C", large, third]);
  const { notes } = await readNotes(content, await others(), third);
  const of = (ref: string) => notes.find((one) => one.ref === ref);
  expect(of("refs/notes/bytes")).toMatchObject({ text: null, isCut: false });
  expect(of("refs/notes/large")).toMatchObject({ isCut: true });
  expect(of("refs/notes/large")?.text).toHaveLength(256 * 1024);
});

it("passes over refs that lead elsewhere, names those that fail, and looks at twenty", async () => {
  const [main = ""] = commits;
  const blob = (await fakeApi.git(["hash-object", "-w", "--stdin"], "no commit")).trim();
  const odd = [
    { name: "refs/notes/blob", hash: blob },
    { name: "refs/pull/1/head", hash: main },
  ];
  expect(await readNotes(content, odd, main)).toEqual({ notes: [], failedRefs: [], passedOver: 0 });
  fakeApi.answerNext(
    ({ path }) => path.endsWith("1".repeat(40)),
    (_, response) => response.writeHead(503).end(),
  );
  const failing = { name: "refs/notes/failing", hash: "1".repeat(40) };
  const many = Array.from({ length: 30 }, (_, at) => ({ name: `refs/notes/${at}`, hash: blob }));
  expect(await readNotes(content, [failing, ...many], main)).toMatchObject({
    failedRefs: ["refs/notes/failing"],
    passedOver: 11,
  });
});
