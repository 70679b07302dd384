import { afterAll, beforeEach } from "vitest";
import { apiToken, type StandIn, startStandIn } from "./hosted-stand-in";

/** A stand-in for all tests of a file, which the dashboard asks. Each of them begins as if nothing had been asked yet. */
export async function standInForTests(): Promise<StandIn> {
  const standIn = await startStandIn();
  process.env.ARTIFACTS_API_URL = standIn.url;
  process.env.ARTIFACTS_API_TOKEN = apiToken;
  beforeEach(() => standIn.forgetRequests());
  afterAll(() => standIn.close());
  return standIn;
}
