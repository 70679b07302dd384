import { afterAll, beforeEach } from "vitest";
import { apiToken, type FakeArtifactsApi, startFakeArtifactsApi } from "./fake-artifacts-api";

/** A stand-in for all tests of a file, which the dashboard asks. Each of them begins as if nothing had been asked yet. */
export async function fakeArtifactsForTests(): Promise<FakeArtifactsApi> {
  const fakeApi = await startFakeArtifactsApi();
  process.env.ARTIFACTS_API_URL = fakeApi.url;
  process.env.ARTIFACTS_API_TOKEN = apiToken;
  beforeEach(() => fakeApi.forgetRequests());
  afterAll(() => fakeApi.close());
  return fakeApi;
}
