import { request } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestService, type TestService, testApiToken } from "@/server/test-service";

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.seed("acme", "secret-name", { "a.txt": "a" });
});
afterAll(() => service.stop());

const scrape = (headers: Record<string, string> = {}) => fetch(`${service.origin}/metrics`, { headers });

it("tells requests by route and status, and what the service holds", async () => {
  await service.call("GET", "/namespaces/acme/repos/secret-name");
  await service.call("GET", "/namespaces/acme/repos/nope");
  await service.call("GET", "/namespaces/acme/repos/secret-name", { token: null });
  await fetch(`${service.origin}/nothing-here`);
  const response = await scrape();
  expect(response.headers.get("content-type")).toContain("text/plain");
  const text = await response.text();
  const route = "/client/v4/accounts/:account/artifacts/namespaces/:namespace/repos/:repo";
  for (const [status, count] of [
    [200, 1],
    [404, 1],
    [401, 1],
  ]) {
    expect(text).toContain(
      `vitrine_http_requests_total{method="GET",route="${route}",status="${status}"} ${count}\n`,
    );
  }
  expect(text).toContain('vitrine_http_requests_total{method="GET",route="none",status="404"} 1\n');
  expect(text).toContain(`vitrine_http_request_seconds_count{method="GET",route="${route}"} 3\n`);
  for (const line of [
    "vitrine_repos 1",
    "vitrine_namespaces 1",
    "vitrine_imports_running 0",
    "vitrine_git_waiting 0",
  ]) {
    expect(text).toContain(`${line}\n`);
  }
  for (const name of ["git_processes", "store_bytes", "disk_free_bytes", "import_jobs", "maintenance_jobs"]) {
    expect(text).toMatch(new RegExp(`^vitrine_${name} \\d+$`, "m"));
  }
  expect(text).toMatch(/^# HELP vitrine_git_processes .*Of this process/m);
  expect(text).toMatch(/^# HELP vitrine_repos .*Of the database/m);
  expect(text).toContain("process_resident_memory_bytes");
});

it("names no repo, namespace or secret", async () => {
  const text = await (await scrape()).text();
  expect(text).not.toContain("secret-name");
  expect(text).not.toContain("acme");
  expect(text).not.toContain(testApiToken);
});

it("wants the API token from whoever comes through a proxy", async () => {
  expect((await scrape({ "x-forwarded-for": "203.0.113.7" })).status).toBe(401);
  const headers = { "x-forwarded-for": "203.0.113.7", authorization: `Bearer ${testApiToken}` };
  expect((await scrape(headers)).status).toBe(200);
});

/** `fetch` allows no Host of one's choice. */
function statusUnder(host: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request(`${service.origin}/metrics`, { headers: { ...headers, host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asking.once("error", reject);
    asking.end();
  });
}

it.each(["localhost", "127.0.0.1:9", "[::1]:8787", "LOCALHOST:8787"])("is open under %s", async (host) => {
  expect(await statusUnder(host)).toBe(200);
});

it.each(["evil.example", "evil.example:8787", "localhost.evil.example", "127.0.0.1.evil.example"])(
  "wants the API token under %j, by which a page of another site may ask",
  async (host) => {
    expect(await statusUnder(host)).toBe(401);
    expect(await statusUnder(host, { authorization: `Bearer ${testApiToken}` })).toBe(200);
  },
);
