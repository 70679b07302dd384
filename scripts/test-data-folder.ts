import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";

/** What the dashboard keeps while it is tested goes to a folder of each test file, never to the one of this checkout. */
const folder = mkdtempSync(path.join(tmpdir(), "vitrine-test-data-"));
process.env.VITRINE_DATA_DIR = folder;
afterAll(() => rmSync(folder, { recursive: true, force: true }));
