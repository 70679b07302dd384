"use client";

import { Command } from "cmdk";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Icon } from "./icon";

interface CommandDialogProps {
  title: string;
  placeholder: string;
  search: string;
  onSearch: (search: string) => void;
  onClose: () => void;
  /** After the dialog has gone and the page can be used again; keep the event from giving the focus back where it was. */
  onClosed?: (event: Event) => void;
  /** How the list came about, announced to screen readers when it changes; empty when there is nothing to say. */
  status: ReactNode;
  children: ReactNode;
}

/** A field, and below it what can be chosen: arrows walk the list, Enter takes. Filtering is the caller's. */
export function CommandDialog(props: CommandDialogProps) {
  const { title, placeholder, search, onSearch, onClose, onClosed, status, children } = props;
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className="animate-fade-in fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            // Radix would mark what was typed already, and the next key would replace it.
            event.preventDefault();
            if (event.target instanceof Element) event.target.querySelector("input")?.focus();
          }}
          onCloseAutoFocus={onClosed}
          className="animate-rise-in fixed inset-x-3 top-[max(0.75rem,8dvh)] z-50 mx-auto flex max-h-[min(32rem,80dvh)] max-w-xl flex-col overflow-hidden rounded-lg border bg-bg-raised shadow-float"
        >
          <Radix.Title className="sr-only">{title}</Radix.Title>
          <Command label={title} shouldFilter={false} loop className="flex min-h-0 flex-col">
            <div className="flex items-center gap-2.5 border-b px-4">
              <Icon name="search" className="shrink-0 text-text-muted" />
              <Command.Input
                value={search}
                onValueChange={onSearch}
                placeholder={placeholder}
                maxLength={200}
                className="h-12 min-w-0 flex-1 bg-transparent text-14 outline-none placeholder:text-text-muted"
              />
              <Radix.Close className="-mr-2 shrink-0 rounded-sm px-2 py-1 text-12 text-text-muted hover:bg-bg-hover hover:text-text pointer-coarse:py-3.5">
                Close
              </Radix.Close>
            </div>
            <Command.List label={title} className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1.5">
              {children}
            </Command.List>
            {/* Not in the list: a listbox holds options and nothing else. */}
            <p role="status" className="border-t px-4 py-2 text-12 text-text-muted empty:hidden">
              {status}
            </p>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function CommandGroup({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-text-muted"
    >
      {children}
    </Command.Group>
  );
}

interface CommandItemProps {
  /** Unique in the dialog. */
  id: string;
  icon?: ReactNode;
  /** At the end of the line, muted. */
  hint?: ReactNode;
  /** On as many lines as it needs, where its end says the most. */
  isWrapped?: boolean;
  onSelect: () => void;
  children: ReactNode;
}

export function CommandItem({ id, icon, hint, isWrapped = false, onSelect, children }: CommandItemProps) {
  return (
    <Command.Item
      value={id}
      onSelect={onSelect}
      className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded px-2.5 py-1.5 text-13 aria-selected:bg-bg-hover pointer-coarse:min-h-11"
    >
      {icon ? <span className="shrink-0 text-text-muted">{icon}</span> : null}
      <span className={`min-w-0 flex-1 ${isWrapped ? "" : "truncate"}`}>{children}</span>
      {hint ? <span className="shrink-0 text-12 text-text-muted">{hint}</span> : null}
    </Command.Item>
  );
}
