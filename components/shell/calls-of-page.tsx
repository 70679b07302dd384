"use client";

import { useEffect } from "react";
import type { CallTrail } from "@/lib/http/upstream-calls";
import { recordPage } from "@/lib/queries/call-record";

/** Hands the calls that the server made for a page to the drawer. Draws nothing. */
export function CallsOfPage({ trail }: { trail: CallTrail }) {
  useEffect(() => recordPage(trail), [trail]);
  return null;
}
