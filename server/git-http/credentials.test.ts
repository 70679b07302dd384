import { expect, it } from "vitest";
import { readSecret } from "./credentials";

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString("base64")}`;

it("reads a token wherever clients put it", () => {
  expect(readSecret("Bearer art_v1_ab?expires=1")).toBe("art_v1_ab?expires=1");
  expect(readSecret("bearer   art_v1_ab ")).toBe("art_v1_ab");
  expect(readSecret(basic("anyone:art_v1_ab"))).toBe("art_v1_ab");
  expect(readSecret(basic(":art_v1_ab%3Fexpires%3D1"))).toBe("art_v1_ab?expires=1");
});

it("finds none in what carries none", () => {
  for (const each of [
    undefined,
    "",
    "Bearer",
    "Bearer ",
    basic("user"),
    basic("user:"),
    "Digest x",
    "Basic \u0000",
  ]) {
    expect(readSecret(each), each).toBeNull();
  }
  expect(readSecret(basic("x:%zz"))).toBe("%zz");
});
