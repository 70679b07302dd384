import { beforeAll, describe, expect, it } from "vitest";
import { getCommit, getTree } from "@/lib/artifacts/content";
import { commitFiles, repoRecord } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { submoduleUrls } from "./git-modules";
import { readSubmodules } from "./read-submodules";

describe(".gitmodules", () => {
  it("gives addresses by path, as they are written", () => {
    const text = `[submodule "a"]\n\tpath = libs/a\n\turl = ../a.git\n[submodule "b"]\n\turl = "http://example.test/b" ; the other\n\tpath = "./libs/b\\tc/"\n[submodule "only a path"]\npath = d\n[core]\npath = e\nurl = x\n`;
    expect([...submoduleUrls(text)]).toEqual([
      ["libs/a", "../a.git"],
      ["libs/b\tc", "http://example.test/b"],
    ]);
  });

  it("takes the later of two for one path, and the later of two values", () => {
    const text =
      '[submodule "a"]\npath = x\nurl = first\n[submodule "b"]\npath = x\nurl = second\n[submodule "a"]\nurl = third\n';
    expect([...submoduleUrls(text)]).toEqual([["x", "third"]]);
  });

  it.each([
    '[submodule "../../.git/hooks"]\npath = a\nurl = https://example.test/a\n',
    '[submodule "a\\\\..\\\\b"]\npath = a\nurl = https://example.test/a\n',
    '[submodule ""]\npath = a\nurl = https://example.test/a\n',
    "path = a\nurl = https://example.test/a\n",
    '[submodule "a"]\npath = "a\nurl = https://example.test/a\n',
    "\0\u0001\ufffd",
  ])("takes nothing from what Git refuses: %j", (text) => {
    expect(submoduleUrls(text).size).toBe(0);
  });
});

const fakeApi = await fakeArtifactsForTests();
const hash = "0123456789abcdef0123456789abcdef01234567";
const section = (name: string) =>
  `[submodule "${name}"]\n\tpath = ${name}\n\turl = https://example.test/${name}.git\n`;

describe("pages of submodules", () => {
  const many = Array.from({ length: 9_000 }, (_, index) => section(`m${index}`)).join("");
  beforeAll(async () => {
    await commitFiles(fakeApi, "plain", { ".gitmodules": { content: section("a"), mode: "100755" } });
    await commitFiles(fakeApi, "linked", {
      ".gitmodules": { content: "settings", mode: "120000" },
      settings: { content: section("a") },
    });
    await commitFiles(fakeApi, "huge", { ".gitmodules": { content: section("a") + many } });
  });
  const pagesAt = async (branch: string) => {
    const { treeHash } = await getCommit(repoRecord, (await fakeApi.git(["rev-parse", branch])).trim());
    const repo = { content: repoRecord, remote: "https://artifacts.test/git/acme/demo.git" };
    return readSubmodules(repo, await getTree(repoRecord, treeHash));
  };

  it("are found by the .gitmodules of the root, which is no link", async () => {
    expect((await pagesAt("plain"))("a", hash)).toBe("https://example.test/a");
    expect((await pagesAt("plain"))("b", hash)).toBeNull();
    expect((await pagesAt("linked"))("a", hash)).toBeNull();
  });

  it("of a huge one, the beginning counts, and no half address", async () => {
    const pageOf = await pagesAt("huge");
    expect(pageOf("a", hash)).toBe("https://example.test/a");
    const known = Array.from({ length: 9_000 }, (_, index) => pageOf(`m${index}`, hash));
    const count = known.indexOf(null);
    expect(count).toBeGreaterThan(1_000);
    expect(known.slice(0, count)).toEqual(
      Array.from({ length: count }, (_, i) => `https://example.test/m${i}`),
    );
    expect(known.slice(count).every((page) => page === null)).toBe(true);
  });
});
