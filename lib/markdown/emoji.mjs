// @ts-check
import { withEmoji } from "../text/with-emoji.mjs";

/**
 * Turns `:tada:` into the character it names, in a sanitised tree, so that text inside raw HTML counts too; never in code.
 * A heading keeps its text with the names as `dataName`: GitHub calls `## :rocket: Start` `rocket-start`.
 * @param {import("hast").Root} root
 */
export function drawEmoji(root) {
  /** @type {import("hast").Parents[]} */
  const open = [root];
  for (let parent = open.pop(); parent; parent = open.pop()) {
    if (parent.type === "element") {
      if (["pre", "code", "tt"].includes(parent.tagName)) continue;
      if (/^h[1-6]$/.test(parent.tagName)) keepName(parent);
    }
    for (const child of parent.children) {
      if (child.type === "text") child.value = withEmoji(child.value);
      else if (child.type === "element") open.push(child);
    }
  }
}

/** @param {import("hast").Element} heading */
function keepName(heading) {
  const text = textOf(heading);
  if (withEmoji(text) !== text) heading.properties.dataName = text;
}

/**
 * @param {import("hast").Nodes} node
 * @returns {string}
 */
const textOf = (node) =>
  node.type === "text" ? node.value : "children" in node ? node.children.map(textOf).join("") : "";
