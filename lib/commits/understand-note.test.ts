import { expect, it } from "vitest";
import { understandNote } from "./understand-note";

const authorship = `src/main.rs
  s_c9883b05a2487d::t_9f8e7d6c5b4a32 1-10,15-20
  s_c9883b05a2487d::t_a1b2c3d4e5f678 25
  h_31dce776f88375 42-50
"src/my lib.rs"
  abcd123 1-50
  unknown1 7
---
${JSON.stringify({
  schema_version: "authorship/3.0.0",
  base_commit_sha: "7734793b756b3921c88db5375a8c156e9532447b",
  prompts: {
    abcd1234abcd1234: {
      agent_id: { tool: "cursor", id: "x", model: "gpt-4" },
      human_author: "Dev <dev@example.com>",
      messages: [{ type: "user", text: "Do it" }, { type: "tool_use", name: "edit", input: {} }, 7],
      total_additions: 50,
      accepted_lines: 49,
      overriden_lines: 1,
    },
    broken: 7,
  },
  humans: { h_31dce776f88375: { author: "Ada <ada@example.com>" } },
  sessions: { s_c9883b05a2487d: { agent_id: { tool: "claude", model: "opus" } } },
})}`;

it("reads the authorship of git-ai, in its older and its newer form", () => {
  const note = understandNote("refs/notes/ai", authorship);
  expect(note).toMatchObject({
    kind: "claims",
    claims: {
      files: [
        {
          path: "src/main.rs",
          marks: [
            { by: "claude, opus", lines: "1-10, 15-20, 25" },
            { by: "Ada <ada@example.com>", lines: "42-50" },
          ],
        },
        {
          path: "src/my lib.rs",
          marks: [
            { by: "cursor, gpt-4", lines: "1-50" },
            { by: "unknown1", lines: "7" },
          ],
        },
      ],
    },
  });
  expect(note.kind === "claims" ? note.claims.sessions : []).toEqual([
    {
      tool: "cursor",
      model: "gpt-4",
      human: "Dev <dev@example.com>",
      counts: ["lines added 50", "accepted 49", "overridden 1"],
      prompts: [
        { role: "user", text: "Do it" },
        { role: "tool_use", text: "edit" },
      ],
    },
    { tool: "claude", model: "opus", human: "", counts: [], prompts: [] },
  ]);
});

it("reads what whogitit writes", () => {
  const line = (number: number, type: string) => ({ line_number: number, source: { type, edit_id: "x" } });
  const note = {
    version: 3,
    session: { session_id: "1", model: { id: "opus", provider: "anthropic" } },
    prompts: [{ index: 0, text: "Add it", affected_files: ["a"] }, "broken"],
    files: [
      {
        path: "a",
        lines: [line(3, "AI"), line(1, "AI"), line(2, "AI"), line(5, "AIModified"), line(9, "Original")],
      },
      { path: "b", summary: { ai_lines: 4, human_lines: 0 } },
    ],
  };
  expect(understandNote("refs/notes/whogitit", JSON.stringify(note))).toEqual({
    kind: "claims",
    claims: {
      sessions: [
        {
          tool: "anthropic",
          model: "opus",
          human: "",
          counts: [],
          prompts: [{ role: "user", text: "Add it" }],
        },
      ],
      files: [
        {
          path: "a",
          marks: [
            { by: "agent", lines: "1-3" },
            { by: "agent, changed by a person", lines: "5" },
          ],
        },
        { path: "b", marks: [{ by: "agent", lines: "4 in all" }] },
      ],
    },
  });
});

it("reads a conversation, whose turns may have paragraphs", () => {
  expect(understandNote("refs/notes/commits", "user: Do it.\n\nNow.\n\nAssistant: Done.\n")).toEqual({
    kind: "conversation",
    turns: [
      { role: "user", text: "Do it.\n\nNow." },
      { role: "assistant", text: "Done." },
    ],
  });
});

it.each([
  ["refs/notes/commits", "Reviewed.\n\nuser: not at the start", "text"],
  ["refs/notes/other", "user: x", "text"],
  ["refs/notes/ai", "no authorship", "text"],
  ["refs/notes/ai", '{"schema_version":"authorship/4.0.0"}', "claims"],
  ["refs/notes/ai", '{"schema_version":"other"}', "json"],
  ["refs/notes/whogitit", "{}", "json"],
  ["refs/notes/whogitit", "{ broken", "text"],
  ["refs/notes/x", "[1,2]", "json"],
  ["refs/notes/x", "", "text"],
  ["refs/notes/x", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, "text"],
])("a note of %s, %.30j, is %s", (ref, text, kind) => {
  expect(understandNote(ref, text).kind).toBe(kind);
});

it("takes a time that grows with the note alone", () => {
  const json = '{"schema_version":"authorship/3.0.0"}';
  for (const line of [
    `  x${" ".repeat(200_000)}!`,
    `  x ${"1-2,".repeat(50_000)}!`,
    "a\n  x 1\n".repeat(30_000),
  ])
    expect(understandNote("refs/notes/ai", `${line}\n---\n${json}`).kind).toBe("claims");
});
