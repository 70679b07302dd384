"use client";

import { useRouter } from "next/navigation";
import { type ComponentType, useEffect, useSyncExternalStore } from "react";
import { lazyComponent } from "@/components/ui/lazy-component";
import { withQueries } from "@/lib/queries/with-queries";
import { activate, findByKey, takesText } from "./announced";
import {
  currentOverlay,
  failedOverlay,
  type Overlay,
  openOverlay,
  subscribeToOverlay,
  typeAhead,
} from "./overlay";
import { OverlayFailure, OverlayNotLoaded, OverlayOnItsWay } from "./overlay-states";
import { hasLines, walkRows } from "./page-keys";
import { areSingleKeysOn } from "./single-keys";

// Loaded by the first use: a page that does not open it does not pay for it.
const KeyHelp = overlayOf("help", () => import("./key-help").then((file) => file.default));
const LineDialog = overlayOf("line", () => import("./line-dialog").then((file) => file.default));
const Palette = overlayOf("palette", () => withQueries(import("./palette").then((file) => file.default)));

function overlayOf(overlay: Overlay, load: () => Promise<ComponentType<object>>) {
  return lazyComponent(
    load,
    () => <OverlayOnItsWay overlay={overlay} />,
    () => <OverlayNotLoaded overlay={overlay} />,
  );
}

/** The one listener for keys; see `announced.ts` for how elements take part. */
export function KeyListener() {
  const router = useRouter();
  const overlay = useSyncExternalStore(subscribeToOverlay, currentOverlay, () => null);
  const failed = useSyncExternalStore(subscribeToOverlay, failedOverlay, () => null);

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (isPaletteKey(event)) {
        // In a dialog it would lay one question over another.
        if (isDialogOpen()) return;
        event.preventDefault();
        openOverlay("palette");
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isDialogOpen()) return;
      // Its script is still on the way: what is typed is meant for it, not for what has the focus, and no single key of the page.
      if (currentOverlay() !== null) {
        if (event.key === "Escape") openOverlay(null);
        else if (typeAhead(event.key) || event.key === "Enter") event.preventDefault();
        return;
      }
      if (isTyping(event)) return;
      if (areSingleKeysOn() && pressSingleKey(event.key, router.push)) event.preventDefault();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [router]);

  return (
    <>
      {overlay === "help" ? <KeyHelp /> : null}
      {overlay === "line" ? <LineDialog /> : null}
      {overlay === "palette" ? <Palette /> : null}
      {failed === null ? null : <OverlayFailure overlay={failed} />}
    </>
  );
}

function isPaletteKey(event: KeyboardEvent): boolean {
  const isModified = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  return isModified && event.key.toLowerCase() === "k";
}

function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return target instanceof Element && takesText(target);
}

function isDialogOpen(): boolean {
  const dialogs = document.querySelectorAll("[role=dialog], [role=alertdialog], [role=menu], dialog[open]");
  // A closed popover stays in the page.
  return [...dialogs].some((dialog) => dialog.checkVisibility());
}

/** Does what a key stands for on this page; false when it stands for nothing. */
function pressSingleKey(key: string, go: (href: string) => void): boolean {
  if (key === "?") {
    openOverlay("help");
    return true;
  }
  if (key === "j" || key === "k") return walkRows(key === "j" ? 1 : -1);
  const element = findByKey(key);
  if (element !== null) {
    press(element, key, go);
    return true;
  }
  if (key === "l" && hasLines()) openOverlay("line");
  else if (key === "/") openOverlay("palette");
  else return false;
  return true;
}

function press(element: HTMLElement, key: string, go: (href: string) => void): void {
  const { hash } = window.location;
  // The permalink of a page is one of the lines that are marked in it, too.
  if (key === "y" && element instanceof HTMLAnchorElement && element.hash === "" && hash !== "") {
    go(element.pathname + element.search + hash);
  } else {
    activate(element);
  }
}
