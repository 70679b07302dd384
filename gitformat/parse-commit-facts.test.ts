import { expect, it } from "vitest";
import { parseCommitFacts } from "./parse-commit-facts";

const tree = `tree ${"a".repeat(40)}`;
const facts = (lines: string[], encoding: "utf8" | "latin1" = "utf8") =>
  parseCommitFacts(Buffer.from([tree, ...lines, "", "message\n"].join("\n"), encoding));

it("reads when people did what, each in a zone of their own", () => {
  expect(facts(["author A <a@b.c> 1700000000 +0545", "committer B <b@b.c> 1700000001 -0800"])).toEqual({
    author: { name: "A", email: "a@b.c", atSeconds: 1_700_000_000, zone: "+0545" },
    committer: { name: "B", email: "b@b.c", atSeconds: 1_700_000_001, zone: "-0800" },
    encoding: null,
    signedWith: null,
  });
});

it.each([
  ["A <a@b.c> 7", null],
  ["A <a@b.c> 7 Europe/Berlin", null],
  ["A <a@b.c> 7 0200", null],
  ["A <a@b.c>", null],
  ["A <a@b.c> 7 -0000", "-0000"],
  ["A <a@b.c> 7 +051800", "+051800"],
  [`A <a@b.c> 7 +${"1".repeat(50)}`, null],
  ["A 7 +0100", "+0100"],
])("the zone of %j is %j", (line, zone) => {
  expect(facts([`author ${line}`]).author?.zone).toBe(zone);
});

it.each([
  ["gpgsig -----BEGIN PGP SIGNATURE-----", "PGP"],
  ["gpgsig -----BEGIN PGP MESSAGE-----", "PGP"],
  ["gpgsig -----BEGIN SSH SIGNATURE-----", "SSH"],
  ["gpgsig -----BEGIN SIGNED MESSAGE-----", "X.509"],
  ["gpgsig-sha256 -----BEGIN SSH SIGNATURE-----", "SSH"],
  ["gpgsig <b>mine</b>", "unknown"],
  ["x-gpgsig -----BEGIN PGP SIGNATURE-----", null],
])("%s is signed with %s", (line, signedWith) => {
  expect(facts([line, " ", " abc", " -----END-----"]).signedWith).toBe(signedWith);
});

it("reads names by the encoding that the commit says", () => {
  expect(facts(["author J\u00f6rg <j@x.y> 5 +0100", "encoding ISO-8859-1"], "latin1")).toMatchObject({
    author: { name: "Jörg" },
    encoding: "ISO-8859-1",
  });
});

it("has nothing of what is no commit", () => {
  expect(parseCommitFacts(Buffer.alloc(0))).toEqual({
    author: null,
    committer: null,
    encoding: null,
    signedWith: null,
  });
});
