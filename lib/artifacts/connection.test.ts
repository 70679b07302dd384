import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  apiToken,
  type FakeArtifactsApi,
  startFakeArtifactsApi,
} from "@/lib/test-support/fake-artifacts-api";
import { connectedTo, connection } from "./connection";
import { getRepo } from "./repos";

let fakeApi: FakeArtifactsApi;
let dataDir: string;

beforeAll(async () => {
  fakeApi = await startFakeArtifactsApi();
  dataDir = await mkdtemp(path.join(tmpdir(), "vitrine-data-"));
  process.env.ARTIFACTS_API_URL = fakeApi.url;
  process.env.ARTIFACTS_API_TOKEN = "";
  process.env.VITRINE_DATA_DIR = dataDir;
});
afterAll(async () => {
  await fakeApi.close();
  await rm(dataDir, { recursive: true, force: true });
});

it("takes the token that the service wrote, as soon as it is there, and a new one after a refusal", async () => {
  const file = path.join(dataDir, "api-token");
  await expect(getRepo("acme", "demo")).rejects.toMatchObject({ kind: "unauthorized" });
  expect(connectedTo()).toEqual({ apiBase: `${fakeApi.url}/client/v4`, account: "local" });
  await writeFile(file, "of-an-older-folder\n");
  expect(connection().token).toBe("of-an-older-folder");
  await expect(getRepo("acme", "demo")).rejects.toMatchObject({ kind: "unauthorized" });
  await writeFile(file, `${apiToken}\n`);
  expect((await getRepo("acme", "demo")).name).toBe("demo");
});
