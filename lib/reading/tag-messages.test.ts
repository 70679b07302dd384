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
