import { type ComponentType, useEffect, useState } from "react";
import { Button } from "./button";

/**
 * A component that is loaded when it is first drawn, with `Pending` in its place until then: no page pays for what was not
 * opened. For the browser: the server draws `Pending`. Not `lazy`, which shows its fallback for 300 ms at least, and whose
 * failure takes the page with it.
 */
export function lazyComponent<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Pending: ComponentType<Props> = Nothing,
  /** What says that it could not be loaded. */
  Failed: ComponentType<{ onRetry: () => void }> = NotLoaded,
) {
  let loaded: ComponentType<Props> | null = null;

  return function Lazy(props: Props) {
    const [Component, setComponent] = useState(() => loaded);
    const [isFailed, setFailed] = useState(false);

    useEffect(() => {
      if (Component !== null || isFailed) return;
      let isStale = false;
      load().then(
        (component) => {
          loaded = component;
          if (!isStale) setComponent(() => component);
        },
        () => {
          if (!isStale) setFailed(true);
        },
      );
      return () => {
        isStale = true;
      };
    }, [Component, isFailed]);

    if (Component !== null) return <Component {...props} />;
    return isFailed ? <Failed onRetry={() => setFailed(false)} /> : <Pending {...props} />;
  };
}

const Nothing = () => null;

function NotLoaded({ onRetry }: { onRetry: () => void }) {
  return (
    <div role="alert" className="grid justify-items-start gap-2 p-3 text-13">
      <p>This part of the page could not be loaded. Should it fail again, reload the page.</p>
      <Button size="sm" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
