import { expect, test } from "vitest";
import { type ImportPhase, importProgressMessage } from "@/contract/imports";
import { readImportProgress } from "./import-progress";

test.each<[ImportPhase, number | null, string]>([
  ["receiving", 45, "Receiving objects"],
  ["receiving", 0, "Receiving objects"],
  ["waiting", null, "Waiting for its turn"],
])("reads what the service says of %s at %s", (phase, percent, words) => {
  const text = importProgressMessage({ phase, percent, bytes: 1_258_291 });
  expect(readImportProgress(text)).toEqual({ phase: words, percent, sizeBytes: 1_258_291 });
});

test("takes other words as they are, and no words as nothing", () => {
  expect(readImportProgress("Half way")).toEqual({ phase: "Half way", percent: null, sizeBytes: null });
  expect(readImportProgress("x".repeat(500))?.phase.length).toBe(120);
  expect(readImportProgress(undefined)).toBeNull();
  expect(readImportProgress(" ")).toBeNull();
});
