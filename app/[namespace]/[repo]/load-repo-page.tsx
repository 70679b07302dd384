import type { ReactNode } from "react";
import { loadOrExplain } from "@/components/shell/load-or-explain";
import RepoNotFound from "./not-found";

/** A page of a repo: see `loadOrExplain`. */
export const loadRepoPage = (what: string, load: () => Promise<ReactNode>): Promise<ReactNode> =>
  loadOrExplain(what, load, <RepoNotFound />);
