/** Where a file's two sides are read. */
export interface ChangePlace {
  namespace: string;
  repo: string;
  /** The repo that has the side before; it is mostly the same. */
  baseAt: { namespace: string; repo: string };
  /** Null where there is nothing before: a root commit. */
  base: string | null;
  head: string;
  /** What else of the page's query counts: which parent, or how far was looked. */
  keep?: Record<string, string> | undefined;
}
