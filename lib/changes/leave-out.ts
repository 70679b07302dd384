/** A list without what has not changed, but for so many items beside what has; stretches that are left out stand in their place. */
export function leaveOut<T>(
  items: readonly T[],
  isKept: (item: T) => boolean,
  context = 2,
): (T | { leftOut: readonly T[] })[] {
  const isNear = new Uint8Array(items.length);
  items.forEach((item, at) => {
    if (!isKept(item)) isNear.fill(1, Math.max(0, at - context), at + context + 1);
  });
  const shown: (T | { leftOut: readonly T[] })[] = [];
  for (let at = 0; at < items.length; ) {
    const from = at;
    while (at < items.length && isNear[at] === 0) at += 1;
    // One item takes no more room than to say that it is left out.
    if (at - from > 1) shown.push({ leftOut: items.slice(from, at) });
    else shown.push(...items.slice(from, at));
    while (at < items.length && isNear[at] === 1) shown.push(...items.slice(at, ++at));
  }
  return shown;
}
