import { expect, it } from "vitest";
import { parseCommit } from "./parse-commit";

const hash = "a".repeat(40);
const tree = "b".repeat(40);
const parent = "c".repeat(40);
const someone = "A B <a@b.c> 5 +0000";

function parse(lines: string[], encoding: "utf8" | "latin1" = "utf8") {
  return parseCommit(hash, Buffer.from(lines.join("\n"), encoding));
}

it("reads every part of a commit", () => {
  expect(
    parse([
      `tree ${tree}`,
      `parent ${parent}`,
      `parent ${tree}`,
      "author Ada Vance <ada@x.y> 1700000000 +0130",
      "committer Bo <bo@x.y> 1700000001 -0800",
      "",
      "Subject",
      "",
      "Body",
      "",
    ]),
  ).toEqual({
    hash,
    treeHash: tree,
    parents: [parent, tree],
    author: { name: "Ada Vance", email: "ada@x.y" },
    committer: { name: "Bo", email: "bo@x.y" },
    authoredAt: 1700000000,
    committedAt: 1700000001,
    message: "Subject\n\nBody",
  });
});

it.each([
  ["", ""],
  ["\n", ""],
  ["one", "one"],
  ["one\n", "one"],
  ["one\n\n", "one\n"],
  ["\n\none\n", "\n\none"],
])("takes exactly one line feed off the end of %j", (stored, message) => {
  expect(parse([`tree ${tree}`, `author ${someone}`, `committer ${someone}`, "", stored])?.message).toBe(
    message,
  );
});

it("has an empty message where headers are all there is", () => {
  for (const end of [[], [""], ["", ""]]) {
    expect(parse([`tree ${tree}`, `author ${someone}`, `committer ${someone}`, ...end])?.message).toBe("");
  }
});

it.each([
  ["no name", " <a@b.c> 7 +0000", "", "a@b.c", 7],
  ["no name nor space", "<a@b.c> 7 +0000", "", "a@b.c", 7],
  ["no mail", "A <> 7 +0000", "A", "", 7],
  ["nothing but a date", " <> 7 +0000", "", "", 7],
  ["no date", "A <a@b.c>", "A", "a@b.c", 0],
  ["words for a date", "A <a@b.c> yesterday", "A", "a@b.c", 0],
  ["a date before 1970", "A <a@b.c> -7 +0000", "A", "a@b.c", -7],
  ["a date past all numbers", "A <a@b.c> 99999999999999999999 +0000", "A", "a@b.c", 0],
  ["a date without a zone", "A <a@b.c> 7", "A", "a@b.c", 7],
  ["a bracket in the mail", "A <a<b>c> 7 +0000", "A", "a<b>c", 7],
  ["no brackets", "A B 7 +0000", "A B", "", 7],
  ["no brackets nor date", "A B", "A B", "", 0],
])("reads an author with %s", (_what, line, name, email, at) => {
  const commit = parse([`tree ${tree}`, `author ${line}`, `committer ${someone}`, "", "x"]);
  expect(commit?.author).toEqual({ name, email });
  expect(commit?.authoredAt).toBe(at);
});

it("leaves people empty that are not named at all", () => {
  expect(parse([`tree ${tree}`, "", "x"])).toMatchObject({
    author: { name: "", email: "" },
    committer: { name: "", email: "" },
    authoredAt: 0,
    committedAt: 0,
  });
});

it("passes over signatures and merged tags, whatever their lines say", () => {
  const commit = parse([
    `tree ${tree}`,
    `parent ${parent}`,
    `author ${someone}`,
    `committer ${someone}`,
    `mergetag object ${hash}`,
    " type commit",
    " tag v1",
    " tagger Evil <e@v.il> 9 +0000",
    ` parent ${hash}`,
    " ",
    " message",
    "gpgsig -----BEGIN PGP SIGNATURE-----",
    " ",
    ` tree ${hash}`,
    " -----END PGP SIGNATURE-----",
    "",
    "Signed",
    "",
  ]);
  expect(commit).toMatchObject({
    treeHash: tree,
    parents: [parent],
    message: "Signed",
    author: { name: "A B" },
  });
});

it("decodes what the encoding header names", () => {
  const head = [`tree ${tree}`, "author J\u00f6rg <j@x.y> 5 +0000", `committer ${someone}`];
  expect(parse([...head, "encoding ISO-8859-1", "", "gr\u00fc\u00df\n"], "latin1")).toMatchObject({
    author: { name: "Jörg" },
    message: "grüß",
  });
  expect(parse([...head, "encoding no-such-thing", "", "gr\u00fc\u00df\n"], "latin1")?.message).toBe("grüß");
  expect(parse([...head, "encoding no-such-thing", "", "gr\u00fc\u00df\n"], "utf8")?.message).toBe("grüß");
  const japanese = Buffer.concat([
    Buffer.from([...head, "encoding Shift_JIS", "", ""].join("\n"), "latin1"),
    Buffer.from([0x93, 0xfa, 0x96, 0x7b, 0x0a]),
  ]);
  expect(parseCommit(hash, japanese)?.message).toBe("日本");
});

it("reads undeclared text as UTF-8, or as Latin-1 when it is none", () => {
  const head = [`tree ${tree}`, `author ${someone}`, `committer ${someone}`, ""];
  expect(parse([...head, "naïve 日本\n"], "utf8")?.message).toBe("naïve 日本");
  expect(parse([...head, "na\u00efve\n"], "latin1")?.message).toBe("naïve");
  expect(parse([...head, "\ufeffmark\n"], "utf8")?.message).toBe("\ufeffmark");
});

it("is null for what is no commit", () => {
  expect(parse(["object x", "", "y"])).toBeNull();
  expect(parse(["tree short", "", "y"])).toBeNull();
  expect(parseCommit(hash, Buffer.alloc(0))).toBeNull();
});

it("shows a message whose encoding header names what is unknown, or what the bytes are not", () => {
  const head = `tree ${tree}\nauthor ${someone}\ncommitter ${someone}\n`;
  const messageOf = (encoding: string, bytes: number[]) =>
    parseCommit(hash, Buffer.concat([Buffer.from(`${head}encoding ${encoding}\n\n`), Buffer.from(bytes)]))
      ?.message;
  const plain = [...Buffer.from("plain text")];
  for (const encoding of [
    "UTF-7",
    "x-mac",
    "utf-16",
    "UTF-32",
    "\u0000",
    "replacement",
    "-",
    "a".repeat(9999),
  ]) {
    expect(messageOf(encoding, plain), encoding).toBe("plain text");
    expect(messageOf(encoding, [...Buffer.from("naïve")]), encoding).toBe("naïve");
  }
  // As Git and its users write them, where the Encoding Standard has another name.
  expect(messageOf("cp936", [0xd6, 0xd0, 0xce, 0xc4])).toBe("中文");
  expect(messageOf("eucJP", [0xc6, 0xfc, 0xcb, 0xdc])).toBe("日本");
  expect(messageOf("CP949", [0x8c, 0x63, 0xb0, 0xa1])).toBe("똠가");
  expect(messageOf("windows-1252", [0x93, 0x61, 0x94])).toBe("“a”");
  // One broken byte does not garble the rest.
  expect(messageOf("GBK", [0xd6, 0xd0, 0xff, 0x0a, 0xce, 0xc4])).toBe("中\ufffd\n文");
});
