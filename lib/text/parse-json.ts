/** A JSON value as it is written: numbers keep all their digits, objects all their keys, also those that come twice. */
export type JsonNode =
  | { kind: "object"; entries: { key: string; value: JsonNode }[] }
  | { kind: "array"; items: JsonNode[] }
  | { kind: "string"; value: string }
  | { kind: "number" | "boolean" | "null"; source: string };

export type ParsedJson =
  | { ok: true; root: JsonNode; nodeCount: number }
  | { ok: false; message: string; line: number };

/** Deeper nesting would exhaust the stack of the code that draws it. */
const maxDepth = 200;
const spaces = /[ \t\n\r]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings
const string = /"(?:[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const word = /true|false|null/y;

class JsonFault extends Error {}

export function parseJson(text: string): ParsedJson {
  let at = 0;
  let nodeCount = 0;

  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  const skip = () => take(spaces);
  const next = (char: string): boolean => {
    skip();
    if (text[at] !== char) return false;
    at++;
    return true;
  };
  const expected = (what: string) =>
    new JsonFault(at >= text.length ? `${what} is missing at the end` : `${what} is missing`);

  function value(depth: number): JsonNode {
    if (depth > maxDepth) throw new JsonFault(`It is nested deeper than ${maxDepth} levels`);
    nodeCount++;
    if (next("{")) return object(depth);
    if (next("[")) return array(depth);
    const quoted = take(string);
    if (quoted !== null) return { kind: "string", value: unquote(quoted) };
    const digits = take(number);
    if (digits !== null) return { kind: "number", source: digits };
    const name = take(word);
    if (name !== null) return { kind: name === "null" ? "null" : "boolean", source: name };
    throw expected("A value");
  }

  function object(depth: number): JsonNode {
    const entries: { key: string; value: JsonNode }[] = [];
    if (next("}")) return { kind: "object", entries };
    do {
      skip();
      const key = take(string);
      if (key === null) throw expected("A name in quotes");
      if (!next(":")) throw expected("A colon");
      entries.push({ key: unquote(key), value: value(depth + 1) });
    } while (next(","));
    if (!next("}")) throw expected("A comma or }");
    return { kind: "object", entries };
  }

  function array(depth: number): JsonNode {
    const items: JsonNode[] = [];
    if (next("]")) return { kind: "array", items };
    do items.push(value(depth + 1));
    while (next(","));
    if (!next("]")) throw expected("A comma or ]");
    return { kind: "array", items };
  }

  try {
    const root = value(0);
    skip();
    if (at < text.length) throw new JsonFault("Something follows the value");
    return { ok: true, root, nodeCount };
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    return { ok: false, message: error.message, line: text.slice(0, at).split("\n").length };
  }
}

/** The pattern has checked it: JSON's own reader only undoes the escapes. */
const unquote = (quoted: string): string => String(JSON.parse(quoted));
