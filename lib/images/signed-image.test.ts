import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { forgetPerProcess } from "@/lib/test-support/per-process";
import { readSignedImage, signedImageUrl } from "./signed-image";

const partsOf = (url: string | null) => url?.split("/").slice(3) ?? [];

it("reads back what it signed, less the fragment", () => {
  const [signature = "", address = ""] = partsOf(signedImageUrl("https://x.test/a b.png?c=d&e#f"));
  expect(readSignedImage(signature, address)?.href).toBe("https://x.test/a%20b.png?c=d&e");
});

it("refuses what it did not sign: no signature, another's, an altered one, another spelling", () => {
  const [signature = "", address = ""] = partsOf(signedImageUrl("https://x.test/a.png"));
  const [otherSignature = "", other = ""] = partsOf(signedImageUrl("https://x.test/b.png"));
  for (const [given, of] of [
    ["", address],
    [otherSignature, address],
    [signature, other],
    [signature.toLowerCase(), address],
    [`${signature}A`, address],
    [signature.slice(0, -1), address],
    [signature, `${address}=`],
    [signature, `${address}\n`],
    [signature, ""],
  ]) {
    expect(readSignedImage(given ?? "", of ?? ""), `${given}/${of}`).toBeNull();
  }
});

it("signs nothing that would not be fetched", () => {
  for (const url of [
    "https://u:p@x.test/",
    "https://10.0.0.1/",
    "http://[::ffff:127.0.0.1]/",
    "https://x.test:8080/",
    "ftp://x.test/",
    "data:image/png,",
    "/x",
    `https://x.test/${"a".repeat(2_048)}`,
  ]) {
    expect(signedImageUrl(url), url).toBeNull();
  }
});

it("keeps its key beside what else the dashboard keeps, for its owner alone", () => {
  signedImageUrl("https://x.test/a.png");
  const file = path.join(process.env.VITRINE_DATA_DIR ?? "", "dashboard", "image-key");
  const before = signedImageUrl("https://x.test/a.png");
  expect(readFileSync(file, "utf8")).toMatch(/^[0-9a-f]{64}$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  // As after a restart.
  forgetPerProcess("image-key");
  expect(signedImageUrl("https://x.test/a.png")).toBe(before);
});
