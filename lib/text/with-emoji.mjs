// @ts-check
// Plain JavaScript: the worker that renders Markdown needs it, too.
import { nameToEmoji } from "gemoji";

/** GitHub's names. Those that are pictures of its own (`:octocat:`) are no characters, and stay as they are typed. */
const emojis = new Map(Object.entries(nameToEmoji));

/** The colon that ends one name may begin the next. */
const shortcode = /:([\w+-]{1,50})(?=:)/g;

/**
 * The characters that names such as `:tada:` stand for, in their places.
 * @param {string} text
 */
export function withEmoji(text) {
  let drawn = "";
  let end = 0;
  for (const { index, 1: name = "" } of text.matchAll(shortcode)) {
    const emoji = emojis.get(name);
    // Its first colon may have closed the one before it.
    if (emoji === undefined || index < end) continue;
    drawn += text.slice(end, index) + emoji;
    end = index + name.length + 2;
  }
  return drawn + text.slice(end);
}
