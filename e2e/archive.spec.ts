import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chmod, mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { unzip } from "@/lib/test-support/unzip";
import { createRepo } from "./create-repo";
import { expect, test } from "./fixtures";
import { gitOk, inTempDir } from "./git";

const run = promisify(execFile);
const large = randomBytes(3_000_000);
/** A second of silence. */
const sound = Buffer.concat([
  Buffer.from(
    "RIFF\x64\x1f\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\x40\x1f\0\0",
    "latin1",
  ),
  Buffer.alloc(8000, 128),
]);

/** What lies below a folder: path → content's hash, link's target, and whether it can be run. */
async function contents(root: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const name = file.slice(root.length + 1);
    if (entry.isSymbolicLink()) found[name] = await readlink(file);
    else if (entry.isFile()) {
      const hash = createHash("sha1")
        .update(await readFile(file))
        .digest("hex");
      found[name] = `${hash} ${(await stat(file)).mode & 0o100 ? "runs" : ""}`;
    }
  }
  return found;
}

test("a directory downloads as zip and tar.gz: what git archive gives, and the same bytes again", async ({
  page,
  stack,
}) => {
  const { remote, token } = await createRepo(stack, "archived");
  await inTempDir(async (dir) => {
    const work = join(dir, "work");
    await mkdir(join(work, "docs/ü and spaces"), { recursive: true });
    await gitOk(work, ["init", "--quiet", "-b", "main"]);
    await writeFile(join(work, "docs/ü and spaces/文.txt"), "text\n");
    await writeFile(join(work, "large.bin"), large);
    await writeFile(join(work, "run.sh"), "#!/bin/sh\n");
    await chmod(join(work, "run.sh"), 0o755);
    await symlink("docs/ü and spaces/文.txt", join(work, "link"));
    await gitOk(work, ["add", "."]);
    await gitOk(work, ["commit", "--quiet", "-m", "One"]);
    await gitOk(work, ["checkout", "--quiet", "-b", "feature/same-tree"]);
    await gitOk(work, ["commit", "--quiet", "--allow-empty", "-m", "Two"]);
    await gitOk(work, ["push", "--quiet", remote, "--all"], { token });
    await mkdir(join(dir, "git"));
    await gitOk(work, ["archive", `--output=${join(dir, "git.tar")}`, "HEAD"]);
    await run("tar", ["xf", join(dir, "git.tar")], { cwd: join(dir, "git") });
    const expected = await contents(join(dir, "git"));

    const tree = (await gitOk(work, ["rev-parse", "--short=7", "HEAD^{tree}"])).trim();
    for (const [format, unpack] of [
      ["tar.gz", (file: string, to: string) => run("tar", ["xzf", file], { cwd: to })],
      ["zip", unzip],
    ] as const) {
      // As a person does it, on the page of one ref; then the same tree at another commit.
      await page.goto("/default/archived/tree/feature/same-tree");
      await page.getByRole("button", { name: "Download" }).click();
      const downloading = page.waitForEvent("download");
      await page.getByRole("link", { name: `.${format}` }).click();
      const download = await downloading;
      expect(download.suggestedFilename()).toBe(`archived-feature-same-tree.${format}`);
      const file = join(dir, `a.${format}`);
      await download.saveAs(file);
      const again = await fetch(`${stack.url}/default/archived/archive/${format}/main`);
      expect(Buffer.from(await again.arrayBuffer()).equals(await readFile(file)), format).toBe(true);

      const unpacked = join(dir, `from-${format}`);
      await mkdir(unpacked);
      await unpack(file, unpacked);
      expect(await readdir(unpacked)).toEqual([`archived-${tree}`]);
      expect(await contents(join(unpacked, `archived-${tree}`))).toEqual(expected);
    }

    // A directory below; a place that is none; a kept copy.
    const docs = await fetch(`${stack.url}/default/archived/archive/tar.gz/main/docs`);
    await writeFile(join(dir, "docs.tgz"), Buffer.from(await docs.arrayBuffer()));
    await mkdir(join(dir, "docs"));
    await run("tar", ["xzf", join(dir, "docs.tgz")], { cwd: join(dir, "docs") });
    const [docsFolder = ""] = await readdir(join(dir, "docs"));
    expect(docsFolder).toMatch(/^archived-[0-9a-f]{7}$/);
    expect(Object.keys(await contents(join(dir, "docs", docsFolder)))).toEqual(["ü and spaces/文.txt"]);
    for (const place of ["zip/main/run.sh", "zip/nowhere", "rar/main"]) {
      const missing = await fetch(`${stack.url}/default/archived/archive/${place}`);
      expect([missing.status, missing.headers.get("content-type")]).toEqual([
        404,
        "text/plain; charset=utf-8",
      ]);
    }
    const kept = { headers: { "if-none-match": docs.headers.get("etag") ?? "" } };
    expect((await fetch(`${stack.url}/default/archived/archive/tar.gz/main/docs`, kept)).status).toBe(304);
  });
});

test("raw bytes come with their length, in ranges, and a page of ours can play them", async ({
  page,
  stack,
}) => {
  const { remote, token } = await createRepo(stack, "raw");
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "-b", "main"]);
    await writeFile(join(dir, "large.bin"), large);
    await writeFile(join(dir, "sound.wav"), sound);
    await writeFile(join(dir, "paper.pdf"), "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "latin1");
    await writeFile(join(dir, "page.txt"), "words ".repeat(10_000));
    await gitOk(dir, ["add", "."]);
    await gitOk(dir, ["commit", "--quiet", "-m", "Bytes"]);
    await gitOk(dir, ["push", "--quiet", remote, "main"], { token });
  });
  const url = `${stack.url}/default/raw/raw/main`;
  const whole = await fetch(`${url}/large.bin`);
  expect(whole.headers.get("content-length")).toBe(String(large.length));
  expect(Buffer.from(await whole.arrayBuffer()).equals(large)).toBe(true);
  const head = await fetch(`${url}/large.bin`, { method: "HEAD" });
  expect(head.headers.get("content-length")).toBe(String(large.length));

  const etag = whole.headers.get("etag") ?? "";
  for (const [range, from, to] of [
    ["bytes=0-99", 0, 100],
    ["bytes=2999990-", 2_999_990, 3_000_000],
    ["bytes=-5", 2_999_995, 3_000_000],
  ] as const) {
    const part = await fetch(`${url}/large.bin`, { headers: { range, "if-range": etag } });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe(`bytes ${from}-${to - 1}/3000000`);
    expect(part.headers.get("content-length")).toBe(String(to - from));
    expect(Buffer.from(await part.arrayBuffer()).equals(large.subarray(from, to))).toBe(true);
  }
  const outside = await fetch(`${url}/large.bin`, { headers: { range: "bytes=3000000-" } });
  expect([outside.status, outside.headers.get("content-range")]).toEqual([416, "bytes */3000000"]);
  expect((await fetch(`${url}/large.bin`, { headers: { "if-none-match": etag } })).status).toBe(304);

  // Text keeps its length too: nothing compresses it on the way.
  const text = await fetch(`${url}/page.txt`, { headers: { "accept-encoding": "gzip" } });
  expect(text.headers.get("content-length")).toBe("60000");
  const pdf = await fetch(`${url}/paper.pdf`);
  expect(pdf.headers.get("content-type")).toBe("application/pdf");
  expect(pdf.headers.get("content-disposition")).toContain('attachment; filename="paper.pdf"');

  await page.goto("/default/raw");
  const seconds = await page.evaluate(
    (src) =>
      new Promise<number>((resolve, reject) => {
        const audio = new Audio(src);
        audio.addEventListener("loadedmetadata", () => resolve(audio.duration));
        audio.addEventListener("error", () => reject(new Error(audio.error?.message)));
      }),
    "/default/raw/raw/main/sound.wav",
  );
  expect(seconds).toBeCloseTo(1, 1);
});
