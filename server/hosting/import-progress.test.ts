import { expect, it } from "vitest";
import { importProgressMessage } from "@/contract/imports";
import { progressReader } from "./import-progress";

function read(...chunks: string[]): [string, number | null][] {
  const seen: [string, number | null][] = [];
  const reader = progressReader((phase, percent) => seen.push([phase, percent]));
  for (const chunk of chunks) reader(Buffer.from(chunk));
  return seen;
}

it("reads Git's meters, wherever the chunks are cut", () => {
  const text =
    "remote: Enumerating objects: 12, done.\nremote: Counting objects:  50% (6/12)\r" +
    "remote: Compressing objects: 100% (8/8), done.        \n" +
    "Receiving objects:   8% (1/12)\rReceiving objects: 100% (12/12), 1.20 MiB | 3.00 MiB/s, done.\n" +
    "Resolving deltas:   0% (0/3)\r";
  const expected = [
    ["counting", null],
    ["counting", 50],
    ["compressing", 100],
    ["receiving", 8],
    ["receiving", 100],
    ["resolving", 0],
  ];
  expect(read(text)).toEqual(expected);
  expect(read(...text)).toEqual(expected);
});

it("takes nothing else of what a remote has printed", () => {
  expect(
    read(
      "remote: Receiving objects:  99% (99/100)\n",
      "remote: Hello, Receiving objects:  99%\n",
      " Receiving objects:  99%\n",
      "Counting objects:  ".repeat(100_000),
      "\nReceiving objects: 999% (1/1)\n",
    ),
  ).toEqual([["receiving", 100]]);
});

it("is told in words, with the numbers that are known", () => {
  expect(importProgressMessage({ phase: "receiving", percent: 45, bytes: 1_258_291 })).toBe(
    "Receiving objects: 45%, 1258291 bytes",
  );
  expect(importProgressMessage({ phase: "waiting", percent: null, bytes: 0 })).toBe(
    "Waiting for its turn, 0 bytes",
  );
});
