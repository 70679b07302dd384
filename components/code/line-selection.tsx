"use client";

import { type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { extendRange, formatLineHash, type LineRange, parseLineHash } from "./line-hash";

interface LineSelectionProps {
  label: string;
  /** Digits of the largest line number: the gutter is as wide. */
  digits: number;
  wrap: boolean;
  children: ReactNode;
}

const marked = "data-marked";

/**
 * The box around numbered lines. A click on a number puts the line into the URL's hash, Shift makes it a range; what the
 * hash says is marked. The marks are set on the elements themselves: a render of ten thousand lines a click would be felt.
 */
export function LineSelection({ label, digits, wrap, children }: LineSelectionProps) {
  const box = useRef<HTMLElement>(null);
  const anchor = useRef<number | null>(null);

  useEffect(() => {
    const code = box.current;
    if (!code) return;
    // From here on the marks follow the hash; `:target`, which a change of the hash by script leaves behind, is done.
    code.setAttribute("data-live", "");
    const follow = () => {
      const range = parseLineHash(window.location.hash);
      markLines(code, range);
      anchor.current = range?.from ?? null;
      if (range)
        code.querySelector(`#L${range.from}`)?.scrollIntoView({ block: "center", inline: "nearest" });
    };
    follow();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);

  function select(event: MouseEvent<HTMLElement>) {
    const line = box.current && lineOfNumber(box.current, event);
    if (!box.current || !line) return;
    const range = extendRange(anchor.current, line, event.shiftKey);
    if (!event.shiftKey) anchor.current = line;
    // Not `location.hash`: that scrolls, and fills the history with every click.
    window.history.replaceState(null, "", formatLineHash(range));
    markLines(box.current, range);
  }

  function keepSelection(event: MouseEvent<HTMLElement>) {
    // Shift with the mouse would select the text between, too.
    if (event.shiftKey && box.current && lineOfNumber(box.current, event)) event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a thousand tab stops would bury the page; the address bar does the same
    <section
      ref={box}
      className="code"
      data-digits={digits}
      data-wrap={wrap ? "" : undefined}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
      onClick={select}
      onMouseDown={keepSelection}
    >
      {children}
    </section>
  );
}

/** The line whose number is under the pointer, or null when it is over the code. */
function lineOfNumber(code: HTMLElement, event: MouseEvent): number | null {
  const line = event.target instanceof Element ? event.target.closest("[data-n]") : null;
  if (!line || event.button !== 0) return null;
  const gutterWidth = Number.parseFloat(getComputedStyle(line).paddingLeft);
  if (event.clientX - code.getBoundingClientRect().left > gutterWidth) return null;
  return Number(line.getAttribute("data-n"));
}

function markLines(code: HTMLElement, range: LineRange | null) {
  for (const line of code.querySelectorAll(`[${marked}]`)) line.removeAttribute(marked);
  if (!range) return;
  let line = code.querySelector(`#L${range.from}`);
  for (let number = range.from; line && number <= range.to; number++) {
    line.setAttribute(marked, "");
    line = line.nextElementSibling;
  }
}
