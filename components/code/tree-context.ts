import { createContext, use } from "react";
import type { TreeLevel } from "@/lib/wire/answers";

export interface TreePlace {
  namespace: string;
  repo: string;
  refName: string;
  /** Hash of the root's tree. */
  rootHash: string;
  /** What is open on the page. */
  path: string;
  /** The levels on the way to it, by hash: what the server has drawn need not be asked for. */
  levels: Record<string, TreeLevel>;
}

export interface Tree extends TreePlace {
  opened: ReadonlySet<string>;
  /** The one item that Tab reaches; null before the script runs, when all are. */
  active: string | null;
  toggle(path: string): void;
}

export const TreeContext = createContext<Tree | null>(null);

export function useTree(): Tree {
  const tree = use(TreeContext);
  if (tree === null) throw new Error("A branch of the tree stands outside of it.");
  return tree;
}
