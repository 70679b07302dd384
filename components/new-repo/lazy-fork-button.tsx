"use client";

import { type ComponentProps, useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { lazyComponent } from "@/components/ui/lazy-component";
import { withQueries } from "@/lib/queries/with-queries";
import type { ForkRepoButton as Fork } from "./fork-repo-button";

const ForkRepoButton = lazyComponent(
  () => withQueries(import("./fork-repo-button").then((file) => file.ForkRepoButton)),
  () => <Face disabled />,
);

/** The form, its checks and its dialog are loaded by the first click: most who read a repo never fork it. */
export function LazyForkButton(props: Pick<ComponentProps<typeof Fork>, "namespace" | "repo">) {
  const [wasClicked, setWasClicked] = useState(false);
  if (wasClicked) return <ForkRepoButton {...props} wasClicked />;
  return <Face onClick={() => setWasClicked(true)} />;
}

function Face(props: Pick<ComponentProps<"button">, "disabled" | "onClick">) {
  return (
    <Button size="sm" {...props} data-action="Fork this repo">
      <Icon name="git-fork" />
      Fork
    </Button>
  );
}
