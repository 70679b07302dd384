import { useEffect, useState } from "react";

const usualDelayMs = 300;

/** The value once it has stood still for a moment: what was typed, once the typing has paused. */
export function useSettled<T>(value: T, delayMs = usualDelayMs): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled;
}
