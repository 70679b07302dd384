// @ts-check

/**
 * A node of the Markdown tree, as far as it is used here.
 * @typedef {{ type: string, value?: string, children?: Node[], data?: { hName?: string, hProperties?: object } }} Node
 */

const marker = /^\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|$)/i;

/** `> [!NOTE]` on a line of its own makes a quote an alert, with the word as its title. Not inside of other things. */
export function drawAlerts() {
  return (/** @type {Node} */ tree) => {
    for (const node of tree.children ?? []) if (node.type === "blockquote") drawAlert(node);
  };
}

/** @param {Node} quote */
function drawAlert(quote) {
  const first = quote.children?.[0];
  const text = first?.type === "paragraph" ? first.children?.[0] : undefined;
  const [found, word = ""] = marker.exec(text?.type === "text" ? (text.value ?? "") : "") ?? [];
  if (found === undefined || first === undefined || text === undefined) return;
  // The marker must be all of its line.
  const isAlone =
    found.endsWith("\n") || first.children?.length === 1 || first.children?.[1]?.type === "break";
  if (!isAlone) return;
  text.value = text.value?.slice(found.length);
  if (text.value === "") first.children = first.children?.slice(first.children[1]?.type === "break" ? 2 : 1);
  const kind = word.toLowerCase();
  quote.data = { hName: "div", hProperties: { className: ["markdown-alert", `markdown-alert-${kind}`] } };
  quote.children = [
    {
      type: "paragraph",
      data: { hProperties: { className: ["markdown-alert-title"] } },
      children: [{ type: "text", value: kind.charAt(0).toUpperCase() + kind.slice(1) }],
    },
    ...(quote.children ?? []).filter((child) => child !== first || first.children?.length !== 0),
  ];
}
