import type { ComponentType } from "react";

/** A component that is being loaded, with the queries it makes: for parts of a page that are loaded when they are wanted. */
export async function withQueries<Props extends object>(
  loading: Promise<ComponentType<Props>>,
): Promise<ComponentType<Props>> {
  const [Component, { QueryProvider }] = await Promise.all([loading, import("./query-provider")]);
  // biome-ignore lint/correctness/noComponentHookFactories: made once, when its part of the page is loaded
  return function Querying(props: Props) {
    return (
      <QueryProvider>
        <Component {...props} />
      </QueryProvider>
    );
  };
}
