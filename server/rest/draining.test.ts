import { connect } from "node:net";
import { expect, it } from "vitest";
import { buildApp } from "@/server/app";
import { startTestService, testApiToken } from "@/server/test-service";

it("lets the request that runs finish and refuses the next with 503 in the envelope, once it is stopping", async () => {
  const service = await startTestService();
  const app = await buildApp({ hosting: service.hosting, apiToken: testApiToken });
  const origin = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
  const socket = connect(Number(origin.port), origin.hostname);
  let text = "";
  const answered = new Promise<void>((resolve) => {
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      text += chunk;
    });
    socket.once("close", () => resolve());
  });
  const head = `host: x\r\nauthorization: Bearer ${testApiToken}\r\n`;
  const url = "/client/v4/accounts/a/artifacts/namespaces";
  const body = '{"namespace":"last"}';
  const arrived = new Promise<void>((resolve) => app.server.once("request", () => resolve()));
  socket.write(
    `POST ${url} HTTP/1.1\r\n${head}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n{`,
  );
  await arrived;
  const closed = app.close();
  // The hooks of closing have run once the server listens no more.
  await new Promise<void>((resolve) => {
    const look = () => (app.server.listening ? setImmediate(look) : resolve());
    look();
  });
  socket.write(`${body.slice(1)}GET ${url} HTTP/1.1\r\n${head}\r\n`);
  await answered;
  await closed;
  await service.stop();

  expect(text).toMatch(/^HTTP\/1\.1 201 /);
  expect(text).toContain('"namespace":"last"');
  const second = text.slice(text.indexOf("HTTP/1.1 503"));
  expect(second).toContain("retry-after: 1");
  expect(second).toMatch(/connection: close/i);
  expect(second).toContain('"success":false,"errors":[{"code":10400,"message":"The service is stopping');
});
