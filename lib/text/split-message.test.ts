import { describe, expect, it } from "vitest";
import { splitMessage } from "./split-message";

const long = `${"word ".repeat(60)}end`;

describe("a commit's message", () => {
  it.each([
    ["Fix it", "Fix it", ""],
    ["\n\n  \nFix it\n\nBecause.", "Fix it", "Because."],
    ["Fix it\r\n\r\nBecause.\r\nOf that.", "Fix it", "Because.\nOf that."],
    ["Fix it\nat once", "Fix it", "at once"],
    ["Fix\0 it\n\nBe\0cause", "Fix it", "Because"],
    ["\u001b[31mRed\u001b[0m", "[31mRed[0m", ""],
    ["Fix it\n\n    indented\n", "Fix it", "    indented"],
    ["Fix\n\nSigned-off-by: Ada <ada@example.test>", "Fix", "Signed-off-by: Ada <ada@example.test>"],
    ["x".repeat(200), "x".repeat(200), ""],
    ["", "No commit message", ""],
    [" \n\t\r\n\0", "No commit message", ""],
    ["\u3000\u00a0", "No commit message", ""],
  ])("%j", (message, subject, body) => {
    expect(splitMessage(message)).toMatchObject({ subject, body });
  });

  it("with a very long first line is cut by an ellipsis and stands whole in the body", () => {
    const { subject, body } = splitMessage(`${long}\n\nMore.`);
    expect(subject).toHaveLength(200);
    expect(subject.endsWith("…")).toBe(true);
    expect(body).toBe(`${long}\n\nMore.`);
  });

  it("is not cut inside of a character", () => {
    expect(splitMessage("🎉".repeat(150)).subject).toBe(`${"🎉".repeat(99)}…`);
  });

  it("of megabytes is cut", () => {
    expect(splitMessage(`a\n\n${"b".repeat(5_000_000)}`).body.length).toBeLessThan(30_000);
  });
});
