"use client";

import { useEffect, useState } from "react";
import { formatDuration } from "@/lib/format/duration";

/** How long something takes, while it does. */
export function Elapsed() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return <span className="tabular">{formatDuration(seconds)}</span>;
}
