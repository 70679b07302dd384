import { expect, it } from "vitest";
import type { LabelledToken } from "@/lib/wire/answers";
import { walkTokens } from "./walk-tokens";

const token = (id: string): LabelledToken => ({
  id,
  scope: "read",
  state: "active",
  created_at: "",
  expires_at: "",
  label: null,
  isInitial: false,
  purpose: null,
});

function pagesOf(totalPages: number) {
  const read: number[] = [];
  const readPage = async (page: number) => {
    read.push(page);
    return { tokens: [token(`${page}a`), token(`${page}b`)], totalPages };
  };
  return { read, readPage };
}

it("gives every token of every page", async () => {
  const { read, readPage } = pagesOf(3);
  const ids = [];
  for await (const { id } of walkTokens(readPage)) ids.push(id);
  expect(ids).toEqual(["1a", "1b", "2a", "2b", "3a", "3b"]);
  expect(read).toEqual([1, 2, 3]);
});

it("reads no page that nobody takes a token of, and no more than it may", async () => {
  const left = pagesOf(3);
  for await (const { id } of walkTokens(left.readPage)) if (id === "1b") break;
  expect(left.read).toEqual([1]);
  const bounded = pagesOf(9);
  for await (const _ of walkTokens(bounded.readPage, { pagesMax: 2 }));
  expect(bounded.read).toEqual([1, 2]);
});
