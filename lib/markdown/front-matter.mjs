// @ts-check

/**
 * Takes YAML front matter off the beginning of a text. `rows` are its top-level keys with what stands behind them, as
 * written: it is shown, never interpreted. Null where there is none, or something else between the dashes.
 * @param {string} source
 * @returns {{ rows: [string, string][] | null, body: string }}
 */
export function splitFrontMatter(source) {
  const match = /^\ufeff?---[ \t]*\r?\n([\s\S]*?)(?:^|\r?\n)---[ \t]*(?:\r?\n|$)/.exec(source);
  if (match === null) return { rows: null, body: source };
  /** @type {[string, string][]} */
  const rows = [];
  for (const line of (match[1] ?? "").split(/\r?\n/)) {
    const [, key, value = ""] = /^("[^"]*"|'[^']*'|[^\s#:][^:]*):(?:[ \t]+(.*))?$/.exec(line) ?? [];
    const last = rows.at(-1);
    if (key !== undefined) rows.push([unquote(key), unquote(value.trim())]);
    else if (/^\s*(#.*)?$/.test(line)) continue;
    else if (last !== undefined && /^[\s-]/.test(line)) last[1] += `${last[1] === "" ? "" : "\n"}${line}`;
    // No mapping: two rules with text between them, say.
    else return { rows: null, body: source };
  }
  return rows.length === 0 ? { rows: null, body: source } : { rows, body: source.slice(match[0].length) };
}

/** @param {string} text */
const unquote = (text) => (/^(".*"|'.*')$/.test(text) ? text.slice(1, -1) : text);

/**
 * @param {[string, string][]} rows
 * @returns {import("hast").Element}
 */
export function frontMatterTable(rows) {
  return element("table", {}, [
    element(
      "tbody",
      {},
      rows.map(([key, value]) =>
        element("tr", {}, [
          element("th", { scope: "row" }, [{ type: "text", value: key }]),
          element("td", {}, [
            // What spans lines is a structure, and its indents are its meaning.
            value.includes("\n")
              ? element("code", { className: ["front-matter"] }, [{ type: "text", value }])
              : { type: "text", value },
          ]),
        ]),
      ),
    ),
  ]);
}

/**
 * @param {string} tagName
 * @param {import("hast").Properties} properties
 * @param {import("hast").ElementContent[]} children
 * @returns {import("hast").Element}
 */
const element = (tagName, properties, children) => ({ type: "element", tagName, properties, children });
