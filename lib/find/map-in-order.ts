import "server-only";

/**
 * What `work` makes of each item, in the items' order, with `atOnce` of them under way. A slow source does not hold back
 * what is ready. Ends by throwing the signal's reason when that aborts; work that has begun is left to itself.
 */
export async function* mapInOrder<T, R>(
  source: AsyncGenerator<T, void>,
  work: (item: T) => Promise<R>,
  { atOnce, signal }: { atOnce: number; signal: AbortSignal },
): AsyncGenerator<R, void> {
  let stop = () => {};
  const stopped = new Promise<"stopped">((resolve) => {
    stop = () => resolve("stopped");
  });
  signal.addEventListener("abort", stop, { once: true });
  const queue: Promise<R>[] = [];
  let pulling: Promise<IteratorResult<T, void>> | null = null;
  let isOver = false;
  try {
    for (;;) {
      signal.throwIfAborted();
      if (pulling === null && !isOver && queue.length < atOnce) {
        pulling = source.next();
        // Awaited below; a failure before that must not count as unhandled.
        pulling.catch(() => undefined);
      }
      const [first] = queue;
      if (first === undefined && pulling === null) return;
      const news = await Promise.race([
        stopped,
        ...(pulling
          ? [
              pulling.then(
                (step) => ({ step }),
                (error: unknown) => ({ failed: error }),
              ),
            ]
          : []),
        ...(first ? [first.then((made) => ({ made }))] : []),
      ]);
      if (news === "stopped") continue;
      if ("made" in news) {
        queue.shift();
        yield news.made;
      } else if ("step" in news) {
        pulling = null;
        if (news.step.done) isOver = true;
        else {
          const begun = work(news.step.value);
          begun.catch(() => undefined);
          queue.push(begun);
        }
      } else {
        // What came before the failure is still good.
        for (const ready of queue) yield await ready;
        throw news.failed;
      }
    }
  } finally {
    signal.removeEventListener("abort", stop);
    void source.return().catch(() => undefined);
  }
}
