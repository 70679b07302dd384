"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { parseLineHash } from "./line-hash";

/** A link to a line leads to the code, also where the preview is what a file shows first. */
export function LineHashTurn({ codeHref }: { codeHref: string }) {
  const router = useRouter();
  useEffect(() => {
    const turn = () => {
      const { hash } = window.location;
      if (parseLineHash(hash)) router.replace(`${codeHref}${hash}`);
    };
    turn();
    window.addEventListener("hashchange", turn);
    return () => window.removeEventListener("hashchange", turn);
  }, [codeHref, router]);
  return null;
}
