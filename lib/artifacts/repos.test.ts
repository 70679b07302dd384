import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listRepos } from "./repos";

const total = 1130;
const names = Array.from({ length: total }, (_, index) => `repo-${String(index).padStart(4, "0")}`);
let server: Server;
let queries: URLSearchParams[] = [];

/** Pages as the wire has them: at most 200 rows a call, a cursor while more remain, the total with the last row. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const query = new URL(request.url ?? "", "http://x").searchParams;
    queries.push(query);
    const limit = Number(query.get("limit") ?? 50);
    const from = Number(query.get("cursor") ?? 0);
    const end = from + limit;
    // The last row of a page moves down in the order before the next is asked for.
    const page = names.slice(Math.max(0, from - (from > 0 ? 1 : 0)), end);
    const info =
      end < total
        ? { cursor: String(end), per_page: limit, count: page.length }
        : { page: 1, per_page: limit, total_pages: 1, count: page.length, total_count: total };
    const result = page.map((name) => ({
      ...{ id: `id-${name}`, name, description: null, default_branch: "main", source: null, remote: "r" },
      ...{ created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z", last_push_at: null },
      read_only: false,
    }));
    response.setHeader("content-type", "application/json");
    response.statusCode = limit > 200 ? 400 : 200;
    response.end(
      JSON.stringify({ result, success: limit <= 200, errors: [], messages: [], result_info: info }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  process.env.ARTIFACTS_API_URL = `http://127.0.0.1:${address.port}`;
  process.env.ARTIFACTS_API_TOKEN = "t";
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  queries = [];
});

describe("listRepos", () => {
  it("puts a page of 1,000 together from five calls, each row once", async () => {
    const page = await listRepos("acme", { limit: 1000, search: "repo", sort: "name" });
    expect(page.repos.map(({ name }) => name)).toEqual(names.slice(0, 1000));
    expect(page.nextCursor).toBe("1000");
    expect(page.total).toBeNull();
    expect(queries.map((query) => query.get("limit"))).toEqual(["200", "200", "200", "200", "200"]);
    expect(queries.every((query) => query.get("search") === "repo" && query.get("sort") === "name")).toBe(
      true,
    );
  });

  it("ends with the list, and knows the total then", async () => {
    const page = await listRepos("acme", { limit: 1000, cursor: "1000" });
    expect(page.repos).toHaveLength(131);
    expect(page).toMatchObject({ nextCursor: null, total });
    expect(queries).toHaveLength(1);
  });

  it("asks for what is left only, and never for more than five calls' worth", async () => {
    expect((await listRepos("acme", { limit: 250 })).repos).toHaveLength(250);
    expect(queries.map((query) => query.get("limit"))).toEqual(["200", "50"]);
    queries = [];
    await listRepos("acme", { limit: 5000 });
    expect(queries).toHaveLength(5);
    queries = [];
    expect((await listRepos("acme")).repos).toHaveLength(50);
    expect(queries).toHaveLength(1);
  });
});
