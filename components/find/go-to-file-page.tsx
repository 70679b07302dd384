"use client";

import { useEffect, useRef } from "react";
import { changeAddress, useAddressQuery } from "@/components/ui/use-address-query";
import { findUrl } from "@/lib/routes";
import type { FirstRanking } from "./first-ranking";
import { GoToFile } from "./go-to-file";

interface GoToFilePageProps {
  namespace: string;
  repo: string;
  refName: string;
  treeHash: string;
  first: FirstRanking;
}

/** A moment after the last key: browsers refuse a hundred changes of the URL in a row. */
const delayMs = 250;

/** Go to file as a page of its own: what is typed stands in the URL. */
export function GoToFilePage({ first, ...place }: GoToFilePageProps) {
  const { namespace, repo, refName } = place;
  // Not the server's: Back brings its old answer together with the newer URL.
  const query = useAddressQuery(findUrl(namespace, repo, refName)).get("q") ?? "";
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <GoToFile
      {...place}
      initialQuery={query}
      first={first.query === query ? first : undefined}
      onQuery={(q) => {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => {
          changeAddress(findUrl(namespace, repo, refName, { q }), "replace");
        }, delayMs);
      }}
    />
  );
}
