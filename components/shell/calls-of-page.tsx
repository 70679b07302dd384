"use client";

import { useEffect } from "react";
import { recordPage } from "@/lib/queries/call-record";
import type { CallTrail } from "@/lib/wire/upstream-calls";

/** Hands the calls that the server made for a page to the drawer. Draws nothing. */
export function CallsOfPage({ trail }: { trail: CallTrail }) {
  useEffect(() => recordPage(trail), [trail]);
  return null;
}
