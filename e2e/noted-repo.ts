import { createRepo } from "./create-repo";
import { gitOk, inTempDir } from "./git";
import type { Stack } from "./stack";

/** Would show as `window.wasAttacked` if anything of it ran. */
const attack = "<img src=x onerror=window.wasAttacked=true><script>window.wasAttacked=true</script>";

const ada = "Ada Lovelace <ada@example.com>";
const authored = "1772712187";

const messageFor = (root: string) => `Say what there is to say, as ${root.slice(0, 8)} did

See https://example.com/a_(b), (https://example.com/c). Not javascript:alert(1)
nor https://bank.example@elsewhere.example/ nor ${"0".repeat(40)}.
This reverts commit ${root}.
${attack} and \u202ereversed :tada:

Agent-Logs-Url: https://example.com/logs

Reviewed-by: Grace Hopper <grace@example.com>
Co-authored-by: Claude <noreply@anthropic.com>
Assisted-by: some-agent:some-model
  [with a tool]
Entire-Checkpoint: a1b2c3d4e5f6
Unknown-Key: ${attack}
`;

const authorship = `src/main.rs
  s_c9883b05a2487d::t_9f8e7d6c5b4a32 1-10,15
  h_31dce776f88375 42-50
---
${JSON.stringify({
  schema_version: "authorship/3.0.0",
  prompts: {
    abcd1234abcd1234: {
      agent_id: { tool: "cursor", id: "x", model: "model-one" },
      messages: [{ type: "user", text: `Do it ${attack}` }],
      total_additions: 50,
    },
  },
  humans: { h_31dce776f88375: { author: ada } },
  sessions: { s_c9883b05a2487d: { agent_id: { tool: "claude", model: "model-two" } } },
})}`;

const whogitit = JSON.stringify({
  version: 3,
  session: { session_id: "1", model: { id: "model-three", provider: "provider" } },
  prompts: [{ index: 0, text: "Add the rest" }],
  files: [
    {
      path: "a.txt",
      lines: [1, 2, 4].map((at) => ({ line_number: at, source: { type: "AI", edit_id: "e" } })),
    },
  ],
});

/** Text under each ref, below `refs/notes/`. */
const notes: Record<string, string> = {
  commits: `user: Say it ${attack}\n\nassistant: It is said.\n\nIn two paragraphs.\n`,
  ai: authorship,
  whogitit,
  "build/logs": '{"state": {"ok": true}}',
  review: `Looks good, see https://example.com/review\n${attack}\n`,
};

/** A repo whose commits say all that commits can say beside their changes. */
export async function createNotedRepo(stack: Stack, name: string) {
  const { remote, token } = await createRepo(stack, name, "noted");
  return inTempDir(async (dir) => {
    const git = async (args: string[], input?: string | Buffer) =>
      (await gitOk(dir, args, input === undefined ? {} : { input: Buffer.from(input) })).trim();
    await git(["init", "--quiet", "--bare", "--initial-branch=main"]);
    const blobOf = (content: string | Buffer) => git(["hash-object", "-w", "--stdin"], content);
    const treeOf = (line: string) => git(["mktree"], `${line}\n`);
    const tree = await treeOf(`100644 blob ${await blobOf("a\n")}\ta.txt`);
    const commit = (headers: string[], message: string, encoding: "utf8" | "latin1" = "utf8", of = tree) =>
      git(
        ["hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        Buffer.from([`tree ${of}`, ...headers, "", message].join("\n"), encoding),
      );
    const people = [`author ${ada} ${authored} +0000`, `committer ${ada} ${authored} +0000`];
    const root = await commit(people, "Begin\n");
    const said = await commit(
      [
        `parent ${root}`,
        `author ${ada} ${authored} +0545`,
        `committer Grace Hopper <grace@example.com> ${authored} -0330`,
      ],
      messageFor(root),
    );
    const signed = await commit(
      [
        `parent ${said}`,
        `author J\u00f6rg <joerg@example.com> ${authored} +0100`,
        `committer J\u00f6rg <joerg@example.com> ${authored} +0100`,
        "encoding ISO-8859-1",
        "gpgsig -----BEGIN SSH SIGNATURE-----",
        " abc",
        " -----END SSH SIGNATURE-----",
      ],
      "Sign with \u00fcmlauts\n",
      "latin1",
    );
    const long = await commit(
      [`parent ${signed}`, ...people],
      `Say very much\n\n${"words and words ".repeat(2_000)}\n\nSigned-off-by: ${ada}\n`,
    );
    await git(["update-ref", "refs/heads/main", long]);
    const record = await treeOf(`100644 blob ${await blobOf("{}\n")}\tmetadata.json`);
    const checkpoint = await treeOf(`040000 tree ${await treeOf(`040000 tree ${record}\tb2c3d4e5f6`)}\ta1`);
    await git([
      "update-ref",
      "refs/heads/entire/checkpoints/v1",
      await commit(people, "Checkpoint\n", "utf8", checkpoint),
    ]);
    for (const [ref, text] of Object.entries(notes)) {
      await git(["notes", `--ref=${ref}`, "add", "-F", "-", said], text);
    }
    await git(["notes", "--ref=bytes", "add", "-C", await blobOf(Buffer.from([0, 1, 255])), said]);
    await gitOk(dir, ["push", "--quiet", remote, "refs/*:refs/*"], { token });
    return { at: `/noted/${name}`, root, said, signed, long };
  });
}
