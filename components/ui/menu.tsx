"use client";

import clsx from "clsx";
import { DropdownMenu as Radix } from "radix-ui";
import { createContext, type ReactNode, useContext, useRef } from "react";

const ChooseContext = createContext<(act: () => void) => void>(() => undefined);

interface MenuProps {
  /** One element that takes a ref. */
  trigger: ReactNode;
  /** It takes the place of a button that was used: by what. */
  opensAtOnce?: "by key" | "by pointer";
  children: ReactNode;
}

/** Acts that hang from a button. What is chosen begins once the menu has given the focus back: a dialog gives it back to the button in turn. */
export function Menu({ trigger, opensAtOnce, children }: MenuProps) {
  const isFirst = useRef(opensAtOnce === "by key");
  const chosen = useRef<(() => void) | null>(null);
  return (
    <Radix.Root modal={false} defaultOpen={opensAtOnce !== undefined}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="end"
          sideOffset={4}
          collisionPadding={12}
          // Radix has not seen the key that opened it.
          onFocus={(event) => {
            if (!isFirst.current || event.target !== event.currentTarget) return;
            isFirst.current = false;
            event.preventDefault();
            event.currentTarget.querySelector<HTMLElement>("[role=menuitem]")?.focus();
          }}
          onCloseAutoFocus={() => {
            const act = chosen.current;
            chosen.current = null;
            // After Radix has moved the focus.
            if (act !== null) queueMicrotask(act);
          }}
          className="animate-rise-in z-30 min-w-44 overflow-hidden rounded border bg-bg-raised p-1 shadow-float"
        >
          <ChooseContext
            value={(act) => {
              chosen.current = act;
            }}
          >
            {children}
          </ChooseContext>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface MenuItemProps {
  onChoose: () => void;
  tone?: "plain" | "danger";
  children: ReactNode;
}

export function MenuItem({ onChoose, tone = "plain", children }: MenuItemProps) {
  const choose = useContext(ChooseContext);
  return (
    <Radix.Item
      onSelect={() => choose(onChoose)}
      className={clsx(
        "flex min-h-8 cursor-pointer items-center gap-2 rounded-sm px-2 text-13 outline-none select-none pointer-coarse:min-h-11",
        tone === "danger"
          ? "text-danger data-highlighted:bg-danger-subtle"
          : "text-text data-highlighted:bg-bg-hover",
      )}
    >
      {children}
    </Radix.Item>
  );
}
