"use client";

import { type ReactNode, useState, useSyncExternalStore } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { type Announced, listAnnounced } from "./announced";
import { openOverlay } from "./overlay";
import { listBuiltInKeys } from "./page-keys";
import { areSingleKeysOn, subscribeToSingleKeys, switchSingleKeys } from "./single-keys";

/** The keys that do something on this page, and the switch for them. */
export default function KeyHelp() {
  const isOn = useSyncExternalStore(subscribeToSingleKeys, areSingleKeysOn, () => true);
  // As they were when the sheet opened: what lies behind it is out of reach now.
  const [keys] = useState(readKeys);
  return (
    <Dialog
      open
      onOpenChange={() => openOverlay(null)}
      size="lg"
      title="Keys"
      description="What they do on this page."
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <ul className="grid gap-x-6 sm:grid-cols-2">
          <KeyRow label="Search for anything">
            <Key>Ctrl</Key> <Key>K</Key>
          </KeyRow>
          {keys.map(({ key, label }) => (
            <KeyRow key={key} label={label} isOff={!isOn}>
              <Key>{key}</Key>
            </KeyRow>
          ))}
        </ul>
        <div className="border-t pt-4">
          <Checkbox
            id="single-keys"
            label="Single keys"
            help="Off, only Ctrl K works (Cmd K on a Mac): for those who speak to their computer, or press keys by accident. Remembered in this browser."
            checked={isOn}
            onChange={(event) => switchSingleKeys(event.target.checked)}
          />
        </div>
      </div>
    </Dialog>
  );
}

function readKeys(): { key: string; label: string }[] {
  const announced = listAnnounced("[data-key]")
    .filter((one): one is Announced & { key: string } => one.key !== null)
    .map(({ key, label }) => ({ key, label }));
  const all = [...announced, ...listBuiltInKeys()];
  // Of several elements with one key the first counts.
  return all.filter(({ key }, index) => all.findIndex((other) => other.key === key) === index);
}

function KeyRow({ label, isOff, children }: { label: string; isOff?: boolean; children: ReactNode }) {
  return (
    <li className="flex min-h-9 items-center justify-between gap-4 border-b text-13">
      <span className={isOff ? "text-text-muted line-through" : undefined}>{label}</span>
      <span className="shrink-0">{children}</span>
    </li>
  );
}

function Key({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-grid h-6 min-w-6 place-items-center rounded-sm border border-border-strong/60 bg-bg-subtle px-1.5 text-12">
      {children}
    </kbd>
  );
}
