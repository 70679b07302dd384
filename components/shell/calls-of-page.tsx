"use client";

import { useEffect } from "react";
import { recordPage } from "@/lib/queries/call-record";

/** Hands the calls that the server made for a page to the drawer; `told` is a mark, a dot, and their JSON in base64url. Draws nothing. */
export function CallsOfPage({ told }: { told: string }) {
  useEffect(() => {
    const base64 = told
      .slice(told.indexOf(".") + 1)
      .replaceAll("-", "+")
      .replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    recordPage(JSON.parse(new TextDecoder().decode(bytes)));
  }, [told]);
  return null;
}
