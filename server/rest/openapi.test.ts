import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { startTestService, type TestService } from "@/server/test-service";
import { operations } from "./openapi";

const described = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))),
});

let service: TestService;
let document: Record<string, unknown>;
beforeAll(async () => {
  service = await startTestService();
  const response = await fetch(`${service.origin}/openapi.json`);
  expect([response.status, response.headers.get("content-type")]).toEqual([
    200,
    "application/json; charset=utf-8",
  ]);
  document = z.record(z.string(), z.unknown()).parse(await response.json());
});
afterAll(() => service.stop());

const routes = () =>
  Object.entries(described.parse(document).paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );

it("is a valid OpenAPI 3.1 document", async () => {
  const validator = new Validator();
  expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
  expect(validator.version).toBe("3.1");
});

it("lists every route of the reference, each under its own name", () => {
  const account = "/client/v4/accounts/{account}/artifacts/namespaces";
  const repo = `${account}/{namespace}/repos/{repo}`;
  expect(routes().sort()).toEqual(
    [
      `GET ${account}`,
      `POST ${account}`,
      `GET ${account}/{namespace}`,
      `DELETE ${account}/{namespace}`,
      `POST ${account}/{namespace}/repos`,
      `GET ${account}/{namespace}/repos`,
      `GET ${repo}`,
      `DELETE ${repo}`,
      `POST ${repo}/fork`,
      `POST ${repo}/import`,
      `GET ${repo}/log`,
      `GET ${repo}/commit/{hash}`,
      `GET ${repo}/tree/{hash}`,
      `GET ${repo}/blob/{hash}`,
      `GET ${repo}/file`,
      `GET ${repo}/raw/{ref}/{path}`,
      `GET ${repo}/tokens`,
      `POST ${account}/{namespace}/tokens`,
      `DELETE ${account}/{namespace}/tokens/{id}`,
    ].sort(),
  );
  expect(routes()).toHaveLength(Object.keys(operations).length);
});

it("tells of each route its path parameters, its success and its refusals", () => {
  const operation = z.looseObject({
    summary: z.string(),
    parameters: z.array(
      z.looseObject({ name: z.string(), in: z.string(), required: z.boolean().optional() }),
    ),
    responses: z.record(z.string(), z.looseObject({ description: z.string() })),
  });
  for (const [path, methods] of Object.entries(described.parse(document).paths)) {
    for (const one of Object.values(methods)) {
      const { parameters, responses } = operation.parse(one);
      const inPath = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
      expect(inPath.sort()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
      expect(Object.keys(responses)).toContain("default");
      expect(Object.keys(responses).some((status) => /^20\d$/.test(status))).toBe(true);
    }
  }
});

it("has the contract's bodies and bounds", () => {
  const text = JSON.stringify(document);
  expect(text).toContain('"default_branch_only"');
  expect(text).toContain('"maximum":31536000');
  expect(text).toContain('"objects"');
});
