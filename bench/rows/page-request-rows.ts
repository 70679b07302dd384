import { load } from "@/bench/http-load";
import type { PageBench } from "@/bench/page-pairs";
import { inTurns, type Row } from "@/bench/table";

/** Requests a second, warm, at 1 and 16 connections that stay open, and the bytes of the page. */
export async function* requestRows({ pairs, tables, port, rounds, loadMs }: PageBench): AsyncGenerator<Row> {
  for (const pair of pairs) {
    const ours = { port, path: pair.ours };
    for (const connections of [1, 16]) {
      let sizes = { ours: 0, cgit: 0 };
      const result = await inTurns(
        rounds,
        async () => {
          const { requestsPerSecond, bodyBytes } = await load(ours, connections, loadMs);
          sizes = { ...sizes, ours: bodyBytes };
          return requestsPerSecond;
        },
        async () => {
          const { requestsPerSecond, bodyBytes } = await load(pair.cgit, connections, loadMs);
          sizes = { ...sizes, cgit: bodyBytes };
          return requestsPerSecond;
        },
      );
      const minRatio = connections === 1 ? pair.minRatioAtOne : pair.minRatio;
      yield {
        what: `${pair.what}, ${connections} client${connections > 1 ? "s" : ""}`,
        unit: "req/s",
        ours: result.ours,
        peer: { name: "cgit", value: result.peer },
        ratio: result.ratio,
        bar: { text: `≥ ${minRatio}×`, isKept: result.ratio >= minRatio },
      };
      if (connections > 1) {
        yield {
          what: `${pair.what}, body`,
          unit: "kB",
          ours: sizes.ours / 1000,
          peer: { name: "cgit", value: sizes.cgit / 1000 },
          ratio: sizes.ours / sizes.cgit,
          ...(pair.maxBytes === undefined
            ? {}
            : { bar: { text: `≤ ${pair.maxBytes / 1000} kB`, isKept: sizes.ours <= pair.maxBytes } }),
        };
      }
    }
  }
  for (const { what, url, maxBytes } of tables) {
    const { requestsPerSecond, bodyBytes } = await load({ port, path: url }, 16, loadMs);
    yield {
      what: `${what}, body`,
      unit: "kB",
      ours: bodyBytes / 1000,
      ...(maxBytes === undefined
        ? {}
        : { bar: { text: `≤ ${maxBytes / 1000} kB`, isKept: bodyBytes <= maxBytes } }),
      note: `${requestsPerSecond.toFixed(0)} requests a second, 16 clients`,
    };
  }
}
