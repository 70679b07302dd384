import type { ReactNode } from "react";
import { loadOrExplain } from "@/components/shell/load-or-explain";
import NotFound from "./not-found";

/** A page outside of repos: see `loadOrExplain`. */
export const loadPage = (what: string, load: () => Promise<ReactNode>): Promise<ReactNode> =>
  loadOrExplain(what, load, <NotFound />);
