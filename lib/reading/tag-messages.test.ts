import { describe, expect, it } from "vitest";
import { commitFiles } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { forgetPerProcess } from "@/lib/test-support/per-process";
import { readTagMessages } from "./tag-messages";

const fakeApi = await fakeArtifactsForTests();

describe("readTagMessages", () => {
  it("reads who tagged, when, and with which words, over Git's own protocol", async () => {
    const { git } = fakeApi;
    const body = `${"A long story. ".repeat(40)}\n`;
    const hashes: string[] = [];
    const main = await commitFiles(fakeApi, "main", { "a.txt": { content: "a" } });
    for (const [name, words] of [
      ["note-1", `First\n\n${body}`],
      ["note-2", `Second\n\n${body}`],
      ["note-3", `Signed\n\n-----BEGIN PGP SIGNATURE-----\nxyz\n-----END PGP SIGNATURE-----\n`],
    ] as const) {
      const tagger = "tagger Ada Lovelace <ada@example.test> 1767225600 +0100";
      const made = await git(["mktag"], `object ${main}\ntype commit\ntag ${name}\n${tagger}\n\n${words}`);
      hashes.push(made.trim());
      await git(["update-ref", `refs/tags/${name}`, made.trim()]);
    }
    // Repacked, one of the first two is a delta of the other.
    await git(["config", "uploadpack.allowFilter", "true"]);
    await git(["repack", "-adfq"]);
    const content = { namespace: "acme", name: "demo", id: "repo_1" };
    const { isPossible, notes } = await readTagMessages(content, fakeApi.remote, hashes);
    expect(isPossible).toBe(true);
    const [first = "", second = "", third = ""] = hashes;
    expect(notes[first]).toEqual({
      tagger: "Ada Lovelace",
      taggedAt: 1_767_225_600,
      message: `First\n\n${body}`.trim(),
    });
    expect(notes[second]?.message).toMatch(/^Second/);
    expect(notes[third]?.message).toBe("Signed");
    fakeApi.forgetRequests();
    await readTagMessages(content, fakeApi.remote, hashes);
    expect(fakeApi.requests).toHaveLength(0);
  });

  it("says so where the remote offers no filter, and asks for no tag", async () => {
    await fakeApi.git(["config", "uploadpack.allowFilter", "false"]);
    forgetPerProcess("filter-support");
    const content = { namespace: "acme", name: "demo", id: "repo_other" };
    const tag = (await fakeApi.git(["rev-parse", "refs/tags/note-1"])).trim();
    expect(await readTagMessages(content, fakeApi.remote, [tag])).toEqual({ isPossible: false, notes: {} });
    expect(fakeApi.requestsTo("/git-upload-pack")).toHaveLength(0);
  });
});

describe("beside an odd tag", () => {
  const content = { namespace: "acme", name: "demo", id: "repo_1" };
  const tag = async (target: string, type: string, words: string) =>
    (
      await fakeApi.git(
        ["mktag"],
        `object ${target}\ntype ${type}\ntag odd\ntagger Ada <ada@example.test> 1767225600 +0000\n\n${words}\n`,
      )
    ).trim();
  const point = (name: string, hash: string) => fakeApi.git(["update-ref", `refs/tags/${name}`, hash]);

  it.each(["blob", "tree", "tag", "large"])("of a %s, the others are read", async (kind) => {
    forgetPerProcess("filter-support");
    const { git } = fakeApi;
    await git(["config", "uploadpack.allowFilter", "true"]);
    const main = await commitFiles(fakeApi, "main", {
      "a.txt": { content: "a" },
      "b/c.txt": { content: "c" },
    });
    const fine = await tag(main, "commit", `Fine beside ${kind}`);
    const blob = (await git(["rev-parse", "main:a.txt"])).trim();
    const tree = (await git(["rev-parse", "main^{tree}"])).trim();
    const odd =
      kind === "blob"
        ? await tag(blob, "blob", "Of a file")
        : kind === "tree"
          ? await tag(tree, "tree", "Of a tree")
          : kind === "tag"
            ? await tag(await tag(tree, "tree", "inner"), "tag", "Of a tag")
            : await tag(main, "commit", "x".repeat(2_000_000));
    await point("fine", fine);
    await point("odd", odd);
    const { isPossible, notes } = await readTagMessages(content, fakeApi.remote, [odd, fine]);
    expect(isPossible).toBe(true);
    expect(notes[fine]?.message).toBe(`Fine beside ${kind}`);
    if (kind !== "large") expect(notes[odd]?.message).toMatch(/^Of a/);
  });

  it("whose object is missing, the others are read", async () => {
    forgetPerProcess("filter-support");
    const main = await commitFiles(fakeApi, "main", { "a.txt": { content: "a" } });
    const fine = await tag(main, "commit", "Fine beside nothing");
    await point("fine", fine);
    const missing = "1".repeat(40);
    const { notes } = await readTagMessages(content, fakeApi.remote, [missing, fine]);
    expect(notes[fine]?.message).toBe("Fine beside nothing");
    expect(notes[missing]).toBeUndefined();
  });
});
