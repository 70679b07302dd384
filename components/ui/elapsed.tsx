"use client";

import { useEffect, useState } from "react";

/** How long something takes, while it does; `words` says the seconds. */
export function Elapsed({ words }: { words: (seconds: number) => string }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return <span className="tabular">{words(seconds)}</span>;
}
