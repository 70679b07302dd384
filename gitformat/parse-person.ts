export interface Person {
  name: string;
  email: string;
  /** Seconds since 1970; null where no date can be read. */
  atSeconds: number | null;
  /** As it is written, with its sign: `+0200`; null where none can be read. */
  zone: string | null;
}

/**
 * The value of an author, committer or tagger header: `Name <email> seconds zone`, any part of which may be missing. The date
 * stands after the last `>`, as Git reads it.
 */
export function parsePerson(value: Buffer, decode: (bytes: Buffer) => string): Person {
  const open = value.indexOf("<");
  const close = value.lastIndexOf(">");
  if (open < 0 || close < open) {
    const text = decode(value);
    const dated = /^(.*?)\s*(-?\d+)(?:\s+([+-]\d+))?\s*$/.exec(text);
    return {
      name: (dated?.[1] ?? text).trim(),
      email: "",
      atSeconds: secondsIn(dated?.[2]),
      zone: zoneIn(dated?.[3]),
    };
  }
  const date = /^\s*(-?\d+)(?:\s+([+-]\d+))?/.exec(value.toString("latin1", close + 1));
  return {
    name: decode(value.subarray(0, open)).trim(),
    email: decode(value.subarray(open + 1, close)).trim(),
    atSeconds: secondsIn(date?.[1]),
    zone: zoneIn(date?.[2]),
  };
}

function secondsIn(digits: string | undefined): number | null {
  const seconds = Number(digits);
  return Number.isSafeInteger(seconds) ? seconds : null;
}

/** Nobody writes more digits than these on purpose. */
const zoneIn = (digits: string | undefined) => (digits === undefined || digits.length > 9 ? null : digits);
