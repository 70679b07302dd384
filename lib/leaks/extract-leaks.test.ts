import { expect, test } from "vitest";
import { lettersOf, makeLookAlikes, plantLeaks, randomFrom } from "@/lib/test-support/leak-corpus";
import { extractLeaks } from "./extract-leaks";
import { maskSecret } from "./mask-secret";

const planted = plantLeaks(20_261_123);

test("the corpus holds at least 200 leaks of different secrets", () => {
  expect(new Set(planted.map(({ secret }) => secret)).size).toBeGreaterThanOrEqual(200);
});

test.each(planted)("finds $name", ({ text, secret, expiresAt, repo, isCut }) => {
  const leaks = extractLeaks(text);
  expect(leaks).toHaveLength(1);
  const [leak] = leaks;
  expect(leak?.isCut).toBe(isCut);
  if (isCut) expect(secret.startsWith(leak?.secret ?? "?")).toBe(true);
  else expect(leak?.secret).toBe(secret);
  expect(leak?.expiresAt).toBe(expiresAt);
  expect(leak?.address?.repo ?? null).toBe(repo);
});

test("finds them all in one file, each at its own line", () => {
  const whole = planted.filter(({ isCut }) => !isCut);
  const leaks = extractLeaks(whole.map(({ text }) => text).join("\n\n\n"));
  expect(new Set(leaks.map(({ secret }) => secret))).toEqual(new Set(whole.map(({ secret }) => secret)));
  const firstLines = leaks.map(({ places }) => places[0]?.line ?? 0);
  expect(firstLines).toEqual(firstLines.toSorted((a, b) => a - b));
});

test("takes none of 10,000 look-alikes, one by one and all together", () => {
  const lookAlikes = makeLookAlikes(7, 10_000);
  expect(new Set(lookAlikes).size).toBe(10_000);
  expect(lookAlikes.filter((text) => extractLeaks(text).length > 0)).toEqual([]);
  expect(extractLeaks(lookAlikes.join("\n"))).toEqual([]);
});

test("says line and column of every place, in the text as it was pasted", () => {
  const secret = `art_v1_${"ab12".repeat(10)}`;
  const text = `\x1b[1mone\x1b[0m\n  token=%61rt_v1_${"ab12".repeat(10)}\nthree ${secret}\n`;
  const [leak] = extractLeaks(text);
  expect(leak?.secret).toBe(secret);
  expect(leak?.places).toEqual([
    { line: 2, column: 9, disguises: ["terminal codes", "escaped"] },
    { line: 3, column: 7, disguises: ["terminal codes"] },
  ]);
});

test("names the repos nearby, the nearest first", () => {
  const secret = `art_v1_${"0f".repeat(20)}`;
  const [leak] = extractLeaks(
    `https://a.example/git/default/far.git\n${"x".repeat(200)}\nAuthorization: Basic ${btoa(`x:${secret}`)}\nGET /git/default/near.git/info/refs`,
  );
  expect(leak?.address).toBeNull();
  expect(leak?.nearby).toEqual([
    { host: null, namespace: "default", repo: "near" },
    { host: "a.example", namespace: "default", repo: "far" },
  ]);
});

test("does not run two tokens on two lines into one", () => {
  const secrets = ["1a".repeat(20), "2b".repeat(20)].map((hex) => `art_v1_${hex}`);
  expect(extractLeaks(secrets.join("\n")).map(({ secret }) => secret)).toEqual(secrets);
});

test("a cut token is no news where the same one stands whole", () => {
  const secret = `art_v1_${"3c".repeat(20)}`;
  expect(extractLeaks(`${secret.slice(0, 20)}…\n${secret}`)).toHaveLength(1);
});

test("a mask tells two tokens apart and cannot be used", () => {
  expect(maskSecret(`art_v2_x_${"4d".repeat(20)}`)).toBe("art_v2_x_4d4d…");
  expect(maskSecret("art_v1_0a1b2c3d")).toBe("art_v1_0a1b…");
});

test("reads text that is made to be slow without a pause to notice", () => {
  const random = randomFrom(3);
  const hostile = [
    "art_v1_".repeat(100_000),
    "art_v1_".concat("a".repeat(1_000_000)),
    "https://".concat("x".repeat(1_000_000)),
    "\x1b]".repeat(200_000),
    "&#".repeat(300_000),
    "YXJ0X3".repeat(20_000),
    "a\n".repeat(300_000),
    '"+"'.repeat(200_000),
    "/git/".repeat(100_000),
    "%25".repeat(200_000),
    lettersOf(random, 1_000_000),
  ];
  for (const text of hostile) expect(extractLeaks(text).length, text.slice(0, 12)).toBeLessThan(100_001);
});
