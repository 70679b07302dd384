// @ts-check

/**
 * What micromark hands to a tokenizer, as far as it is used here: characters as code points, line endings and tabs below
 * zero, null for the end.
 * @typedef {number | null} Code
 * @typedef {(code: Code) => State | undefined} State
 * @typedef {{ enter(name: string): void, consume(code: Code): void, exit(name: string): void }} Effects
 *
 * A node of the Markdown tree, as far as it is used here.
 * @typedef {{ type: string, value?: string, children?: Node[], position?: { start: { offset?: number } },
 *   data?: { hProperties?: object, hChildren?: object[] } }} Node
 */

const dollar = 36;
const backslash = 92;

const isSpace = (/** @type {Code} */ code) => code !== null && (code < 0 || code === 32);
const isDigit = (/** @type {Code} */ code) => code !== null && code >= 48 && code <= 57;
const isWord = (/** @type {Code} */ code) =>
  code !== null && code >= 0 && /[\p{L}\p{N}_$]/u.test(String.fromCodePoint(code));

/**
 * `$x$` as GitHub reads it, where prices and shell variables stay text: no word before the first dollar, no space inside of
 * either, no digit behind the second, all on one line.
 * @this {{ previous: Code }}
 * @param {Effects} effects
 * @param {State} ok
 * @param {State} nok
 * @returns {State}
 */
function tokenizeDollars(effects, ok, nok) {
  const { previous } = this;
  /** @type {Code} */
  let last = null;
  return start;

  /** @type {State} */
  function start(code) {
    if (isWord(previous) && previous !== null) return nok(code);
    effects.enter("mathText");
    effects.enter("mathTextSequence");
    effects.consume(code);
    effects.exit("mathTextSequence");
    return first;
  }

  /** @type {State} */
  function first(code) {
    if (code === null || code === dollar || isSpace(code)) return nok(code);
    effects.enter("mathTextData");
    return data(code);
  }

  /** @type {State} */
  function data(code) {
    if (code === null || code < -2) return nok(code);
    if (code === dollar) {
      if (isSpace(last)) return nok(code);
      effects.exit("mathTextData");
      effects.enter("mathTextSequence");
      effects.consume(code);
      effects.exit("mathTextSequence");
      effects.exit("mathText");
      return after;
    }
    last = code;
    effects.consume(code);
    return code === backslash ? escaped : data;
  }

  /** @type {State} */
  function escaped(code) {
    if (code !== dollar && code !== backslash) return data(code);
    last = code;
    effects.consume(code);
    return data;
  }

  /** @type {State} */
  function after(code) {
    return isDigit(code) || code === dollar ? nok(code) : ok(code);
  }
}

/**
 * Reads `$x$`, beside `remark-math`, which reads two dollars.
 * @this {{ data(): { micromarkExtensions?: unknown[] } }}
 */
export function mathOfDollars() {
  const data = this.data();
  data.micromarkExtensions ??= [];
  data.micromarkExtensions.push({
    text: { [dollar]: { name: "dollarMath", tokenize: tokenizeDollars } },
  });
}

/** Two dollars are a formula on a line of its own, wherever they stand. */
export function markDisplayMath() {
  return (/** @type {Node} */ tree, /** @type {unknown} */ file) => {
    const source = String(file);
    const open = [tree];
    for (let node = open.pop(); node; node = open.pop()) {
      if (node.type === "inlineMath") {
        const { value = "" } = node;
        const isDisplay = source.startsWith("$$", node.position?.start.offset ?? 0);
        // `$` and a backtick: so that Markdown leaves underscores and stars alone.
        const isQuoted = !isDisplay && /^`.+`$/.test(value);
        node.data = {
          ...node.data,
          hProperties: { className: ["language-math", isDisplay ? "math-display" : "math-inline"] },
          hChildren: [{ type: "text", value: isQuoted ? value.slice(1, -1) : value }],
        };
      }
      open.push(...(node.children ?? []));
    }
  };
}
