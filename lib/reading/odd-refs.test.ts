import { describe, expect, it } from "vitest";
import { commitFiles } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { readBranchesPage, readTagsPage } from "./list-refs-page";
import { openPath, openRoot } from "./open-path";
import { openRepo } from "./open-repo";
import { readDirectory } from "./read-directory";
import { resolveRefPath } from "./resolve-ref";

const fakeApi = await fakeArtifactsForTests();
const { git } = fakeApi;
const hashOf = async (name: string) => (await git(["rev-parse", name])).trim();

async function commitAt(seconds: number, branch: string): Promise<string> {
  const tree = (await git(["mktree"])).trim();
  const who = `Ada <ada@example.test> ${seconds} +0000`;
  const text = `tree ${tree}\nauthor ${who}\ncommitter ${who}\n\nat ${seconds}\n`;
  const hash = (await git(["hash-object", "-w", "-t", "commit", "--stdin"], text)).trim();
  await git(["update-ref", `refs/heads/${branch}`, hash]);
  return hash;
}

describe("a repo whose default branch has no commits", () => {
  it("has none at all while nothing is there", async () => {
    expect(await openRoot("acme", "demo")).toMatchObject({ closed: "no-commits" });
  });

  it("says what else there is when nothing leads to a commit", async () => {
    const blob = (await git(["hash-object", "-w", "--stdin"], "text")).trim();
    await git(["update-ref", "refs/tags/file", blob]);
    const place = await openRoot("acme", "demo");
    expect(place).toMatchObject({ closed: "no-commits", refs: { tags: [{ name: "file" }] } });
  });

  it("with tags alone shows the newest of them", async () => {
    const old = await commitAt(1_700_000_000, "for-a-tag");
    const fresh = await commitAt(1_700_000_500, "for-a-tag");
    await git(["update-ref", "-d", "refs/heads/for-a-tag"]);
    await git(["tag", "v2", old]);
    await git(["tag", "v1", fresh]);
    expect(await openRoot("acme", "demo")).toMatchObject({
      ref: { kind: "tag", name: "v1", commitHash: fresh },
      instead: { label: "v1" },
    });
  });

  it("shows the branch with the newest commit, not the first by name", async () => {
    await commitAt(1_700_000_000, "aaa");
    const newest = await commitAt(1_700_009_000, "master");
    await commitAt(1_700_001_000, "zzz");
    expect(await openRoot("acme", "demo")).toMatchObject({
      ref: { kind: "branch", name: "master", commitHash: newest },
      instead: { label: "master", lookedAt: 3, count: 3 },
    });
  });
});

describe("beside odd refs", () => {
  const names = [
    "a%2Fb",
    "100%",
    "issue#7",
    "fix&more=1+1",
    "日本語",
    "ünïcode/straße",
    "tree",
    "blob/main",
    "-dash",
    "HEAD",
    "deadbeef",
    "1".repeat(40),
    "refs/heads/main",
    '"quoted"',
    "<b>",
    "@",
  ].filter((name) => name !== "@");

  it("every branch and tag is listed, and its own name in an address leads to it", async () => {
    const main = await commitFiles(fakeApi, "main", { "README.md": { content: "# Hello\n" } });
    for (const name of names) {
      await git(["update-ref", `refs/heads/${name}`, main]);
      await git(["update-ref", `refs/tags/t-${name}`, main]);
    }
    await git(["symbolic-ref", "refs/heads/dangling", "refs/heads/nowhere"]);
    await git(["update-ref", "refs/tags/of-tree", await hashOf("main^{tree}")]);
    await git(["update-ref", "refs/tags/of-file", await hashOf("main:README.md")]);
    const opened = await openRepo("acme", "demo");
    const branches = await readBranchesPage(opened, { filter: "", page: 1 });
    for (const name of names) {
      const row = branches.rows.find(({ label }) => label === name);
      expect(row, name).toBeDefined();
      expect(resolveRefPath(opened.refs, [...(row?.name ?? "").split("/"), "x"])).toEqual({
        ref: { kind: "branch", name: row?.name, commitHash: main },
        path: ["x"],
      });
    }
    expect(branches.rows.map(({ label }) => label)).not.toContain("dangling");
    const tags = await readTagsPage(opened, { filter: "", page: 1 });
    expect(tags.rows).toHaveLength(opened.refs.tags.length);
  });

  it("a tag of a tree is browsed as one, and a file by itself is its bytes", async () => {
    const tree = await openPath("acme", "demo", "of-tree");
    if ("closed" in tree) throw new Error(tree.closed);
    expect(tree).toMatchObject({ commit: null, treeHash: await hashOf("main^{tree}") });
    const directory = await readDirectory(tree);
    expect(directory.rows.map(([name]) => name)).toEqual(["README.md"]);
    expect(directory.history).toBeNull();
    expect(directory.readme?.text).toBe("# Hello\n");
    expect(await openPath("acme", "demo", "of-tree/README.md")).toMatchObject({ entry: { kind: "blob" } });
    expect(await openPath("acme", "demo", "of-tree/nope")).toMatchObject({ closed: "no-path" });
    expect(await openPath("acme", "demo", "of-file")).toMatchObject({ closed: "bare-file" });
    expect(await openPath("acme", "demo", "of-file/x")).toMatchObject({ closed: "no-path" });
  });

  it("a default branch whose commit is missing does not hide the others", async () => {
    const fine = await commitAt(1_800_000_000, "fine");
    const gone = "2".repeat(40);
    fakeApi.answerNext(
      ({ path }) => path.endsWith("/git-upload-pack"),
      (_, response) => {
        const line = (text: string) => `${(text.length + 5).toString(16).padStart(4, "0")}${text}\n`;
        response.writeHead(200, { "content-type": "application/x-git-upload-pack-result" });
        response.end(
          `${line(`${gone} HEAD symref-target:refs/heads/main`)}${line(`${fine} refs/heads/fine`)}${line(
            `${gone} refs/heads/main`,
          )}0000`,
        );
      },
    );
    expect(await openRoot("acme", "demo")).toMatchObject({
      ref: { name: "fine" },
      instead: { label: "fine" },
    });
  });
});
