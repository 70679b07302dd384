import { LRUCache } from "lru-cache";

const maxBytes = 16 * 1024 * 1024;

/** Answers about trees that take long to make, by the tree's hash. Only a request whose repo holds the tree gets one. */
export type WideTrees = LRUCache<string, Buffer>;

export function newWideTrees(): WideTrees {
  return new LRUCache({ maxSize: maxBytes, sizeCalculation: (json) => json.length });
}
