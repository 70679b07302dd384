import { expect, it } from "vitest";
import { logLinesOf } from "@/lib/test-support/log-lines";
import { logger } from "./logger";
import { outsideRequest, requestId, withRequestId } from "./request-id";

it("writes an event as one line with its time", async () => {
  const lines = await logLinesOf(() => logger().info({ event: "tried", text: "two\nlines", count: 2 }));
  expect(lines).toEqual([
    { level: 30, time: expect.any(String), event: "tried", text: "two\nlines", count: 2 },
  ]);
  expect(new Date(String(lines[0]?.time)).toISOString()).toBe(lines[0]?.time);
});

it("names the request an event belongs to, and none outside of one", async () => {
  const ids: (string | null)[] = [];
  const lines = await logLinesOf(async () => {
    const work = async (event: string) => {
      ids.push(requestId());
      await new Promise(setImmediate);
      logger().info({ event });
    };
    await Promise.all([
      withRequestId(() => work("first")),
      withRequestId(() => work("second")),
      withRequestId(() => outsideRequest(() => work("timer"))),
      work("start"),
    ]);
  });
  expect(Object.fromEntries(lines.map(({ event, requestId }) => [event, requestId ?? null]))).toEqual({
    first: ids[0],
    second: ids[1],
    timer: null,
    start: null,
  });
  expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(ids[1]).not.toBe(ids[0]);
});

it("keeps secrets out, by the name of a field and by their look", async () => {
  const secret = `art_v1_${"5".repeat(40)}`;
  const lines = await logLinesOf(() =>
    logger().error({
      event: "tried",
      secret: "hush",
      body: { plaintext: "hush", kept: 1 },
      error: `GET https://x:${secret}@x.test/a with Bearer hush failed`,
    }),
  );
  expect(JSON.stringify(lines)).not.toMatch(/hush|art_v1/);
  expect(lines[0]).toMatchObject({ event: "tried", body: { kept: 1 } });
});
