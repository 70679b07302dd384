import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { HashTable } from "./hash-table";

const hashOf = (number: number) => createHash("sha1").update(String(number)).digest();

it("finds each of 20,000 hashes by its number, knows no other, and neither does its copy", () => {
  const table = new HashTable();
  for (let number = 0; number < 20_000; number += 1) expect(table.add(hashOf(number))).toBe(number);
  expect(table.add(hashOf(7))).toBe(7);
  const copy = table.copy();
  for (const same of [table, copy]) {
    expect(same.count).toBe(20_000);
    for (let number = 0; number < 20_000; number += 97) {
      expect(same.findHex(hashOf(number).toString("hex"))).toBe(number);
      expect(same.hexOf(number)).toBe(hashOf(number).toString("hex"));
    }
    expect(same.find(hashOf(20_000))).toBe(-1);
    expect(same.findHex("no hash")).toBe(-1);
    expect(same.add(hashOf(20_000))).toBe(20_000);
    expect(same.find(hashOf(20_000))).toBe(20_000);
  }
});

it("tells hashes apart that begin alike", () => {
  const table = new HashTable();
  const alike = Array.from({ length: 200 }, (_, number) =>
    Buffer.concat([Buffer.alloc(16, 1), Buffer.of(0, 0, number >> 4, number)]),
  );
  for (const hash of alike) table.add(hash);
  expect(alike.map((hash) => table.find(hash))).toEqual([...alike.keys()]);
});
