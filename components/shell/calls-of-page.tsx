"use client";

import { useEffect } from "react";
import { recordPage } from "@/lib/queries/call-record";

/** Tells the drawer of calls under which id the server knows those that it made for the page: what stands behind the dot. Draws nothing. */
export function CallsOfPage({ told }: { told: string }) {
  useEffect(() => recordPage(told.slice(told.indexOf(".") + 1)), [told]);
  return null;
}
