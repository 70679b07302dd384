import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PackLookup } from "./pack-lookup";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "vitrine-lookup-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

function git(args: string[], input = ""): string {
  return execFileSync("git", ["--git-dir", root, ...args], {
    input,
    maxBuffer: 1e9,
    stdio: ["pipe", "pipe", "ignore"],
  }).toString();
}

it.each([
  ["deltas by distance", "true"],
  ["deltas by hash", "false"],
])("tells the type of each object of a pack as git does, with %s", async (_what, usesDistance) => {
  await rm(root, { recursive: true, force: true });
  execFileSync("git", ["init", "--quiet", "--bare", root]);
  const lines = Array.from({ length: 200 }, (_, index) => `line ${index} of a file\n`);
  let script = "";
  for (let index = 0; index < 120; index += 1) {
    lines[index] = `changed ${index}\n`;
    const text = lines.join("");
    const from = index === 0 ? "" : `from :${index}\n`;
    const who = `committer Ada <ada@example.com> ${1_760_000_000 + index} +0000`;
    script += `commit refs/heads/main\nmark :${index + 1}\n${who}\ndata 2\nm\n${from}M 100644 inline dir/file-${index % 7}\ndata ${text.length}\n${text}\n`;
  }
  script += "tag v1\nfrom :120\ntagger Ada <ada@example.com> 1760000000 +0000\ndata 2\nt\n";
  git(["fast-import", "--quiet"], script);
  git(["-c", `repack.useDeltaBaseOffset=${usesDistance}`, "repack", "-adfq", "--depth=50"]);

  const folder = join(root, "objects/pack");
  const base = (await readdir(folder)).find((name) => name.endsWith(".idx"))?.slice(0, -4) ?? "";
  const pack = PackLookup.open(join(folder, `${base}.idx`), join(folder, `${base}.pack`));
  const all = git(["cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)"])
    .trim()
    .split("\n");
  expect(pack.count).toBe(all.length);
  for (const line of all) {
    const [hash = "", type] = line.split(" ");
    expect(pack.typeOf(hash)).toBe(type);
    expect(pack.has(hash)).toBe(true);
  }
  for (const hash of ["0".repeat(40), "f".repeat(40), `00${"1".repeat(38)}`]) {
    expect(pack.typeOf(hash)).toBeNull();
    expect(pack.has(hash)).toBe(false);
  }
  pack.close();
});
