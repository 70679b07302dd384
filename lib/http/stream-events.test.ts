import { expect, test } from "vitest";
import { z } from "zod";
import { streamEvents } from "./stream-events";

const event = z.object({ n: z.number() }).or(z.object({ failed: z.string() }));
const explain = (error: unknown) => ({ failed: String(error) });
const request = (signal?: AbortSignal) => new Request("http://127.0.0.1/", { method: "POST", signal });

test("events go out in their order, with nothing that the schema does not know, and a failure ends them", async () => {
  const answer = streamEvents(
    event,
    request(),
    async (emit) => {
      const withMore = { n: 1, secret: "x" };
      emit(withMore);
      await Promise.resolve();
      emit({ n: 2 });
      emit({ n: 3 });
      throw new Error("enough");
    },
    explain,
  );
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(await answer.text()).toBe('{"n":1}\n{"n":2}\n{"n":3}\n{"failed":"Error: enough"}\n');
});

test("the work is told when the reader leaves", async () => {
  let tellLeft = () => {};
  const left = new Promise<void>((resolve) => {
    tellLeft = resolve;
  });
  const answer = streamEvents(
    event,
    request(),
    async (emit, signal) => {
      emit({ n: 1 });
      signal.addEventListener("abort", tellLeft);
      await left;
      emit({ n: 2 });
    },
    explain,
  );
  const reader = answer.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('{"n":1}\n');
  await reader?.cancel();
  await left;
});
