"use client";

import clsx from "clsx";
import { cloneElement, type ReactElement, type ReactNode, useEffect, useId, useRef } from "react";

interface PopoverProps {
  /** A button. */
  trigger: ReactElement<{ popoverTarget?: string; id?: string }>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  label: string;
  align?: "start" | "end";
  className?: string;
  children: ReactNode;
}

const gapPx = 6;
const edgePx = 12;

/**
 * A panel that hangs from a button, by the browser's own `popover`: Esc and a click elsewhere close it, and the button gets
 * the focus back. What is inside exists while it is open.
 */
export function Popover({
  trigger,
  open,
  onOpenChange,
  label,
  align = "start",
  className,
  children,
}: PopoverProps) {
  const id = useId();
  const ownTriggerId = useId();
  const triggerId = trigger.props.id ?? ownTriggerId;
  const panel = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = panel.current;
    if (!element) return;
    if (element.matches(":popover-open") !== open) element.togglePopover(open);
    if (!open) return;
    const place = () => hang(element, document.getElementById(triggerId), align);
    place();
    if (!element.contains(document.activeElement)) {
      element.querySelector<HTMLElement>("input, button, a[href], [tabindex]")?.focus();
    }
    // It grows while it is filled, and follows its button when the page scrolls.
    const grown = new ResizeObserver(place);
    grown.observe(element);
    const options = { passive: true, capture: true };
    window.addEventListener("scroll", place, options);
    window.addEventListener("resize", place);
    return () => {
      grown.disconnect();
      window.removeEventListener("scroll", place, options);
      window.removeEventListener("resize", place);
    };
  }, [open, align, triggerId]);

  return (
    <>
      {cloneElement(trigger, { popoverTarget: id, id: triggerId })}
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        onToggle={(event) => {
          // Of this panel, not of one inside it.
          if (event.target === panel.current) onOpenChange(event.newState === "open");
        }}
        onKeyDown={(event) => {
          // A search field would take the key to empty itself first.
          if (event.key !== "Escape" || event.defaultPrevented) return;
          event.preventDefault();
          event.stopPropagation();
          panel.current?.hidePopover();
        }}
        className={clsx("popover", className ?? "w-80")}
      >
        {open ? children : null}
      </div>
    </>
  );
}

/** Below the button where there is room, else above; never beyond the edge of the window. */
function hang(panel: HTMLElement, trigger: HTMLElement | null, align: "start" | "end") {
  const at = trigger?.getBoundingClientRect();
  if (!at) return;
  const { offsetWidth: width, offsetHeight: height } = panel;
  const left = align === "start" ? at.left : at.right - width;
  const isBelow = at.bottom + gapPx + height <= window.innerHeight || at.top < height + gapPx;
  const top = isBelow ? at.bottom + gapPx : at.top - gapPx - height;
  panel.style.left = `${Math.max(edgePx, Math.min(left, window.innerWidth - width - edgePx))}px`;
  panel.style.top = `${top}px`;
}
