import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import {
  apiToken,
  commitFiles,
  type FakeArtifactsApi,
  startFakeArtifactsApi,
} from "@/lib/test-support/fake-artifacts-api";
import { forgetPerProcess } from "@/lib/test-support/per-process";
import { openPath, openRoot } from "./open-path";
import { readDirectory } from "./read-directory";
import { readFile } from "./read-file";
import { readFileSettings } from "./read-file-settings";

let fakeApi: FakeArtifactsApi;

beforeAll(async () => {
  fakeApi = await startFakeArtifactsApi();
  process.env.ARTIFACTS_API_URL = fakeApi.url;
  process.env.ARTIFACTS_API_TOKEN = apiToken;
  await commitFiles(fakeApi, "main", {
    "README.md": { content: "# Hello\n" },
    "src/a.ts": { content: "a" },
    link: { content: "README.md", mode: "120000" },
  });
});
afterAll(() => fakeApi.close());
beforeEach(() => fakeApi.forgetRequests());

const nameOf = ({ path, method }: { path: string; method: string }) =>
  `${method} ${path.replace(/^.*\/(acme|demo(\.git)?)\//, "").replace(/[0-9a-f]{40}/, "…")}`;

/** Opens the root as its page does, and answers in rounds: a round ends when nothing more is asked before it is answered. */
async function roundsOf(open: () => Promise<unknown>): Promise<string[][]> {
  const rounds: string[][] = [];
  fakeApi.forgetRequests();
  let seen = 0;
  let release: (() => void)[] = [];
  let isOver = false;
  let quietTimes = 0;
  fakeApi.holdEach(() => new Promise((resolve) => release.push(resolve)));
  const opened = open().finally(() => {
    isOver = true;
  });
  opened.catch(() => undefined);
  while (!isOver) {
    const asked = fakeApi.requests.length;
    // What could be asked at once has been: all earlier answers are out, and nothing new has come of them. Twice, for a slow machine.
    await new Promise((resolve) => setTimeout(resolve, 70));
    // Fewer are open where a client has hung up meanwhile.
    const isQuiet = fakeApi.requests.length === asked && fakeApi.openRequests() <= release.length;
    quietTimes = isQuiet && release.length > 0 ? quietTimes + 1 : 0;
    if (quietTimes < 2) continue;
    quietTimes = 0;
    rounds.push(fakeApi.requests.slice(seen).map(nameOf));
    seen = fakeApi.requests.length;
    const held = release;
    release = [];
    for (const answer of held) answer();
  }
  fakeApi.holdEach(null);
  // What goes on after the page.
  for (const answer of release) answer();
  await opened;
  return rounds;
}

it("opens a directory four calls deep at first, and one call deep again", async () => {
  const open = async () => {
    const place = await openRoot("acme", "demo");
    if ("closed" in place) throw new Error(place.closed);
    return readDirectory(place);
  };
  const cold = await roundsOf(open);
  expect(cold.length, JSON.stringify(cold)).toBeLessThanOrEqual(4);
  // The walk through the history goes on after the page.
  while ((await open()).history?.state !== "done");
  const warm = await roundsOf(open);
  expect(warm.map((round) => round.toSorted())).toEqual([["GET repos/demo", "POST git-upload-pack"]]);
});

/** As a dashboard that has just been started. */
function forgetAll(): void {
  forgetPerProcess("object-cache", "repo-hints", "read-tokens", "last-changed-walks", "filter-support");
}

const deep = Array.from({ length: 12 }, (_, index) => `level ${index}`);
const deepest = deep.join("/");

async function openDirectory(place: string) {
  const opened = await openPath("acme", "demo", place, true);
  if ("closed" in opened) throw new Error(opened.closed);
  return readDirectory(opened);
}

async function openFile(place: string) {
  const opened = await openPath("acme", "demo", place);
  if ("closed" in opened || opened.entry.kind === "tree") throw new Error("not found");
  const settings = readFileSettings(opened.content, opened.treeHash, opened.path);
  return readFile(
    opened,
    opened.entry,
    settings.then(({ encodings }) => encodings),
  );
}

it("opens a place at any depth four calls deep, and one call deep again", async () => {
  await fakeApi.git(["config", "uploadpack.allowFilter", "true"]);
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 12345\n`;
  const files = {
    ".gitattributes": { content: "*.bin filter=lfs diff=lfs merge=lfs -text\n" },
    ...Object.fromEntries(
      deep.map((_, index) => [`${deep.slice(0, index + 1).join("/")}/f.txt`, { content: "f" }]),
    ),
    "level 0/large.bin": { content: pointer },
    [`${deepest}/README.md`]: { content: "# Deep\n" },
    [`${deepest}/large.bin`]: { content: pointer },
    [`${deepest}/link`]: { content: "f.txt", mode: "120000" as const },
  };
  const refs = ["deep", "ref/of/four/parts"];
  for (const ref of refs) await commitFiles(fakeApi, ref, files);

  for (const open of [
    // What LFS keeps waits for the patterns, and these for the directory.
    () => openDirectory(`deep/${deepest}`),
    () => openDirectory("deep/level 0"),
    () => openFile(`deep/${deepest}/f.txt`),
    () => openDirectory(`ref/of/four/parts/${deep.slice(0, -1).join("/")}`),
    () => openFile("ref/of/four/parts/level 0/f.txt"),
  ] as const) {
    forgetAll();
    const cold = await roundsOf(open);
    expect(cold.length, JSON.stringify(cold, null, 1)).toBeLessThanOrEqual(4);
    // The walk through the history goes on after the page.
    for (let shown = await open(); "history" in shown && shown.history?.state !== "done"; )
      shown = await open();
    const again = await roundsOf(open);
    expect(again.length, JSON.stringify(again, null, 1)).toBe(1);
  }
});

it("guesses nothing wrong: a ref with a slash, a path that is not there, a missing ref", async () => {
  await commitFiles(fakeApi, "feature/one", { "b.txt": { content: "b" } });
  expect(await openPath("acme", "demo", "feature/one/b.txt")).toMatchObject({ path: "b.txt" });
  expect(await openPath("acme", "demo", "main/no/such")).toMatchObject({ closed: "no-path" });
  expect(await openPath("acme", "demo", "gone")).toMatchObject({ closed: "no-ref" });
});

it("takes a ref on a blob for the file that it is", async () => {
  const blob = (await fakeApi.git(["rev-parse", "refs/heads/main:README.md"])).trim();
  await fakeApi.git(["update-ref", "refs/tags/blob", blob]);
  expect(await openPath("acme", "demo", "blob")).toMatchObject({
    closed: "bare-file",
    ref: { commitHash: blob },
  });
});
