import type { Commit } from "@/contract/content";

/** The version that stands where git puts its own. */
export const mailEnd = "-- \nvitrine\n\n";

const dayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * What stands above the changes of a commit in a mail that `git am` takes: the mail's header and the message. The zone is that of the
 * author, as `+0100`; the REST API does not tell it.
 */
export function mailHeader(
  commit: Pick<Commit, "hash" | "message" | "author" | "authoredAt">,
  zone = "+0000",
): string {
  const { subject, body } = splitMessage(commit.message);
  const name = oneLine(commit.author.name);
  const isAscii = [subject, body, name].every((text) => !hasMore.test(text));
  const lines = [
    // The date is the one by which programs know that a patch is git's.
    `From ${commit.hash} Mon Sep 17 00:00:00 2001`,
    `From: ${nameForMail(name)} <${oneLine(commit.author.email)}>`,
    `Date: ${dateForMail(commit.authoredAt, zone)}`,
    `Subject: ${encodeWords("[PATCH] ", subject)}`,
    ...(isAscii
      ? []
      : ["MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit"]),
    "",
    ...(body ? [protectBody(body), ""] : []),
    "---",
    "",
  ];
  return `${lines.join("\n")}\n`;
}

/** What a header cannot have as it is. */
const hasMore = /[^\x20-\x7e\t\n\r]/;

/** A line end within a header would begin another one. */
const oneLine = (text: string) => text.replace(/[\r\n]+/g, " ");

/** The first paragraph is the subject: one line, as everywhere in git. */
function splitMessage(message: string): { subject: string; body: string } {
  const lines = message
    .replace(/\r$/gm, "")
    .replace(/^(?:[ \t]*\n)+/, "")
    .split("\n");
  const end = lines.findIndex((line) => line.trim() === "");
  const subject = end < 0 ? lines : lines.slice(0, end);
  const body = end < 0 ? [] : lines.slice(end);
  return {
    subject: oneLine(subject.map((line) => line.trim()).join(" ")),
    body: body
      .join("\n")
      .replace(/^(?:[ \t]*\n)+/, "")
      .trimEnd(),
  };
}

/** Lines that would be taken for another mail, for the end of the message or for a change of a file are moved by a space. */
function protectBody(body: string): string {
  const protectedBody = body.replace(/^(?=From |---(?: \S|\s*$)|diff -|Index: )/gm, " ");
  return protectedBody.replace(/^(?=>?From|Date:|Subject:|\[PATCH\])/i, " ");
}

function dateForMail(seconds: number, zone: string): string {
  const [, sign = "+", hours = "0", minutes = "0"] = /^([+-])(\d\d)(\d\d)$/.exec(zone) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -60 : 60);
  const there = new Date((seconds + offset) * 1000);
  const two = (number: number) => `${number}`.padStart(2, "0");
  const day = `${dayNames[there.getUTCDay()]}, ${there.getUTCDate()} ${monthNames[there.getUTCMonth()]}`;
  const time = [there.getUTCHours(), there.getUTCMinutes(), there.getUTCSeconds()].map(two).join(":");
  return `${day} ${there.getUTCFullYear()} ${time} ${sign}${hours.padStart(2, "0")}${minutes.padStart(2, "0")}`;
}

function nameForMail(name: string): string {
  if (hasMore.test(name)) return encodeWords("", name);
  return /[()<>[\]:;@\\,."]/.test(name) ? `"${name.replace(/["\\]/g, "\\$&")}"` : name;
}

const wordMax = 75;
const wordHead = "=?UTF-8?q?";
const wordTail = "?=";

/** Text in a header (RFC 2047): what is not ASCII, or would be taken for encoded itself, in words of at most 75 characters. */
function encodeWords(before: string, text: string): string {
  if (!hasMore.test(text) && !text.includes("=?")) return before + text;
  const words: string[] = [];
  let word = "";
  let room = wordMax - wordHead.length - wordTail.length - before.length;
  for (const character of text) {
    const encoded = encodeCharacter(character);
    if (word.length + encoded.length > room) {
      words.push(word);
      word = "";
      room = wordMax - wordHead.length - wordTail.length;
    }
    word += encoded;
  }
  words.push(word);
  return before + words.map((each) => wordHead + each + wordTail).join("\n ");
}

function encodeCharacter(character: string): string {
  if (/[A-Za-z0-9!*+/-]/.test(character)) return character;
  return [...Buffer.from(character)]
    .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`)
    .join("");
}
