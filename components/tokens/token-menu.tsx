"use client";

import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { LabelledToken } from "@/lib/wire/answers";

export interface TokenMenuProps {
  token: LabelledToken;
  /** The key that asked for it leads to its first item. */
  wasKey: boolean;
  onRevoke: () => void;
  onRotate: () => void;
}

/** Stands where the button was that asked for it, and is open at once. */
export function TokenMenu({ token, wasKey, onRevoke, onRotate }: TokenMenuProps) {
  return (
    <Menu
      opensAtOnce={wasKey ? "by key" : "by pointer"}
      trigger={
        <Button variant="ghost" size="icon" aria-label={`More for token ${token.id}`}>
          <Icon name="ellipsis" />
        </Button>
      }
    >
      {token.label === "dashboard" ? null : <MenuItem onChoose={onRotate}>Rotate…</MenuItem>}
      <MenuItem onChoose={() => void navigator.clipboard.writeText(token.id).catch(() => undefined)}>
        Copy its id
      </MenuItem>
      <MenuItem tone="danger" onChoose={onRevoke}>
        Revoke…
      </MenuItem>
    </Menu>
  );
}
