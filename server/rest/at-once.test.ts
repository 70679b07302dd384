import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { startTestService, type TestService } from "@/server/test-service";

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

const named = z.array(z.object({ name: z.string() }));

/** Sends 200 requests at once: what was answered with 201, by name, and what else. */
async function send(path: string, prefix: string) {
  const answers = await Promise.all(
    Array.from({ length: 200 }, async (_, at) => {
      const name = `${prefix}-${at}`;
      return { name, status: (await service.call("POST", path, { body: { name } })).status };
    }),
  );
  // A service that is busy may say so; it may not lie.
  expect(new Set(answers.map((answer) => answer.status).filter((status) => status !== 503))).toEqual(
    new Set([201]),
  );
  return answers.filter((answer) => answer.status === 201).map((answer) => answer.name);
}

async function listed(search: string): Promise<string[]> {
  const list = await service.call("GET", `/namespaces/crowd/repos?limit=200&search=${search}`);
  return named.parse(list.json().result).map((repo) => repo.name);
}

it("holds exactly the repos that were answered with 201, of 200 created at once", async () => {
  const created = await send("/namespaces/crowd/repos", "made");
  expect((await listed("made-")).sort()).toEqual(created.sort());
  const namespace = await service.call("GET", "/namespaces/crowd");
  expect(namespace.json().result).toMatchObject({ repo_count: created.length });
});

it("holds exactly the forks that were answered with 201, of 200 made at once, each with its content", async () => {
  await service.seed("crowd", "parent", { "a.txt": "a\n" });
  const forked = await send("/namespaces/crowd/repos/parent/fork", "fork");
  expect((await listed("fork-")).sort()).toEqual(forked.sort());
  for (const name of forked.filter((_, at) => at % 20 === 0)) {
    const file = await service.call("GET", `/namespaces/crowd/repos/${name}/file?path=a.txt`);
    expect(file.bytes.toString()).toBe("a\n");
  }
});
