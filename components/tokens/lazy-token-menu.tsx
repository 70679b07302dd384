import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { lazyComponent } from "@/components/ui/lazy-component";
import type { TokenMenuProps } from "./token-menu";

/** Loaded when the first is asked for. */
export const LazyTokenMenu = lazyComponent<TokenMenuProps>(
  () => import("./token-menu").then((file) => file.TokenMenu),
  ({ token }) => (
    <Button variant="ghost" size="icon" aria-busy aria-label={`More for token ${token.id}`}>
      <Icon name="ellipsis" />
    </Button>
  ),
);
