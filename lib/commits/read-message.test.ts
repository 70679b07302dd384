import { expect, it } from "vitest";
import { readMessage } from "./read-message";

it("lists the trailers, and leaves them out of the body", () => {
  const message = "Subject\n\nBody.\n\nSigned-off-by: A <a@b.c>\nReviewed-by: B\n <b@b.c>\n";
  expect(readMessage(message)).toMatchObject({
    subject: "Subject",
    body: "Body.",
    trailers: [
      { key: "Signed-off-by", value: "A <a@b.c>", isInText: false },
      { key: "Reviewed-by", value: "B <b@b.c>", isInText: false },
    ],
  });
});

it("leaves in the body what stands between trailers", () => {
  const { body, trailers } = readMessage(
    "Subject\n\n[a: changed b]\nSigned-off-by: A <a@b.c>\n(cherry picked from commit abc)",
  );
  expect(body).toBe("[a: changed b]\n(cherry picked from commit abc)");
  expect(trailers).toHaveLength(1);
});

it("finds what agents write elsewhere in the text, which stays there", () => {
  const message = [
    "Subject",
    "",
    "Agent-Logs-Url: https://example.com/logs",
    "",
    "🤖 Generated with [Claude Code](https://example.com/code)",
    "",
    "Unknown-Key: no",
    "but text",
    "",
    "Co-authored-by: Copilot <copilot@github.com>",
  ].join("\n");
  const { body, trailers } = readMessage(message);
  expect(trailers).toEqual([
    { key: "Co-authored-by", value: "Copilot <copilot@github.com>", isInText: false },
    { key: "Agent-Logs-Url", value: "https://example.com/logs", isInText: true },
    { key: "Generated with", value: "Claude Code (https://example.com/code)", isInText: true },
  ]);
  expect(body).toContain("Agent-Logs-Url: https://example.com/logs");
  expect(body).not.toContain("Co-authored-by");
});

it("takes no trailer out of the subject", () => {
  expect(readMessage("\n\nFixes: abc")).toMatchObject({ subject: "Fixes: abc", body: "" });
  expect(readMessage("Made-with: x\n\nBody.").trailers).toEqual([]);
});

it("lists a hundred, and leaves the rest where they stand", () => {
  const lines = Array.from({ length: 150 }, (_, at) => `Key: ${at}`);
  const { body, trailers } = readMessage(`Subject\n\n${lines.join("\n")}`);
  expect(trailers).toHaveLength(100);
  expect(body.split("\n")).toHaveLength(50);
});

it("leaves a value of thousands of characters in the body", () => {
  const { body, trailers } = readMessage(`Subject\n\nKey: ${"@".repeat(5_000)}\nOther: b`);
  expect(body).toContain("Key: @@");
  expect(trailers).toEqual([{ key: "Other", value: "b", isInText: false }]);
});

it("reads the trailers of a message that is cut", () => {
  const { isCut, trailers } = readMessage(`Subject\n\n${"word ".repeat(20_000)}\n\nKey: value\n`);
  expect(isCut).toBe(true);
  expect(trailers).toHaveLength(1);
});
