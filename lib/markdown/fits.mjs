// @ts-check

/**
 * Drops what is not rendered, and counts. False when there is more than a page can hold.
 * @param {import("hast").Nodes} root
 * @param {{ maxNodes: number, maxDepth: number }} limits
 */
export function fits(root, { maxNodes, maxDepth }) {
  let nodes = 0;
  /** @type {[import("hast").Nodes, number][]} */
  const open = [[root, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next;
    if (++nodes > maxNodes || depth > maxDepth) return false;
    delete node.position;
    delete node.data;
    if ("children" in node) for (const child of node.children) open.push([child, depth + 1]);
  }
  return true;
}
