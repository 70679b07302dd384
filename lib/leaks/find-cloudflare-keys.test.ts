import { expect, test } from "vitest";
import { lettersOf, makeLookAlikes, randomFrom } from "@/lib/test-support/leak-corpus";
import { type CloudflareKeyKind, findCloudflareKeys, maskCloudflareKey } from "./find-cloudflare-keys";

const random = randomFrom(11);
const hex = (length: number) => lettersOf(random, length, "0123456789abcdef");
const body = lettersOf(random, 40);
/** With letters of both cases and digits, as nearly all are. */
const old = `aB3-${lettersOf(random, 36)}`;
const globalKey = `c2547e${hex(31)}`;
const tokens: [string, CloudflareKeyKind, string, string][] = [
  ["a user token", "cloudflare-user-token", `cfut_${body}${hex(8)}`, "run with {}."],
  ["an account token", "cloudflare-account-token", `cfat_${body}${hex(8)}`, 'token = "{}"'],
  ["a global key", "cloudflare-global-key", `cfk_${body}${hex(8)}`, "X-Auth-Key: {}"],
  ["an old token in a .env", "cloudflare-unprefixed-token", old, "A=1\nCF_API_TOKEN={}\nB=2"],
  ["an old token in JSON", "cloudflare-unprefixed-token", old, '{"cloudflare_api_token": "{}"}'],
  ["an old token in YAML", "cloudflare-unprefixed-token", old, "env:\n  CLOUDFLARE_API_TOKEN: {}\n"],
  [
    "an old token in a call",
    "cloudflare-unprefixed-token",
    old,
    'curl https://api.cloudflare.com/client/v4/zones \\\n  -H "Authorization: Bearer {}"',
  ],
  ["an old key in a header", "cloudflare-unprefixed-key", globalKey, "-H 'X-Auth-Key: {}'"],
  ["an old key in a .env", "cloudflare-unprefixed-key", globalKey, "CF_API_KEY='{}'"],
  [
    "an Origin CA key",
    "cloudflare-origin-ca-key",
    `v1.0-${hex(24)}-${hex(146)}`,
    "X-Auth-User-Service-Key: {}",
  ],
];

test.each(tokens)("sees %s, and its mask gives little away", (_, kind, secret, around) => {
  const text = around.replace("{}", secret);
  const [found, ...more] = findCloudflareKeys(text);
  expect(more).toEqual([]);
  expect(found).toEqual({ kind, secret, start: text.indexOf(secret) });
  const mask = found === undefined ? "" : maskCloudflareKey(found);
  expect(mask.length).toBeLessThan(12);
  expect(secret.startsWith(mask.slice(0, -1))).toBe(true);
});

test("takes none of 10,000 look-alikes of other kinds", () => {
  expect(makeLookAlikes(5, 10_000).filter((text) => findCloudflareKeys(text).length > 0)).toEqual([]);
});

test.each([
  ["a commit by the name of a key", `CF_DEPLOY_KEY=${hex(40)}`],
  ["a placeholder", "CF_API_TOKEN=YOUR_CLOUDFLARE_API_TOKEN_GOES_HERE_4O00"],
  ["one letter over and over", `CLOUDFLARE_API_TOKEN=aB3${"x".repeat(37)}`],
  ["a token of somebody else's API", `curl https://api.example.com -H "Authorization: Bearer ${old}"`],
  ["a token of another length", `cfut_${lettersOf(random, 47)}`],
  ["a word with the prefix inside", `xcfut_${body}${hex(8)}`],
  ["forty letters without a name", old],
  ["a reference to a variable", `CF_API_TOKEN=${"$"}{{ secrets.CLOUDFLARE_API_TOKEN_FOR_THE_DEPLOY_1 }}`],
])("takes %s for nothing", (_, text) => {
  expect(findCloudflareKeys(text)).toEqual([]);
});

test("reads text that is made to be slow without a pause to notice", () => {
  const hostile = [
    "CF_".repeat(300_000),
    "Authorization: Bearer ".repeat(50_000),
    "cfut_".repeat(200_000),
    "v1.0-".repeat(200_000),
    "CF_API_TOKEN=".repeat(80_000),
  ];
  for (const text of hostile) expect(findCloudflareKeys(text)).toEqual([]);
});
