"use client";

import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { layOutWhenIdle } from "@/components/ui/lay-out-when-idle";
import { lazyComponent } from "@/components/ui/lazy-component";
import { extendRange, formatLineHash, type LineRange, parseLineHash } from "./line-hash";

const LineMenu = lazyComponent(() => import("./line-menu").then((file) => file.LineMenu));

interface LineSelectionProps {
  label: string;
  /** Digits of the largest line number: the gutter is as wide. */
  digits: number;
  permalink: string;
  /** Names what the lines are drawn from: with another name they are other elements. */
  drawnFrom: string;
  children: ReactNode;
}

const marked = "data-marked";

/**
 * The box around numbered lines. A click on a number puts the line into the URL's hash, Shift makes it a range; what the
 * hash says is marked. The marks are set on the elements themselves: a render of ten thousand lines a click would be felt.
 */
export function LineSelection({ label, digits, permalink, drawnFrom, children }: LineSelectionProps) {
  const box = useRef<HTMLElement>(null);
  const anchor = useRef<number | null>(null);
  const [selected, setSelected] = useState<LineRange | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the elements that it works on are made from `drawnFrom`
  useEffect(() => {
    const code = box.current;
    if (!code) return;
    // From here on the marks follow the hash; `:target`, which a change of the hash by script leaves behind, is done.
    code.setAttribute("data-live", "");
    const blocks = [...code.querySelectorAll<HTMLElement>("code > span > .line-block")];
    const stops = blocks.map(layOutWhenIdle);
    const follow = () => {
      const range = parseLineHash(window.location.hash);
      anchor.current = range?.from ?? null;
      setSelected(markLines(code, range));
      // Where the browser has gone already, before the blocks above were as tall as they are.
      if (range) scrollToLine(range.from);
    };
    follow();
    window.addEventListener("hashchange", follow);
    return () => {
      for (const stop of stops) stop();
      window.removeEventListener("hashchange", follow);
    };
  }, [drawnFrom]);

  function select(event: MouseEvent<HTMLElement>) {
    const line = box.current && lineOfNumber(box.current, event);
    if (!box.current || !line) return;
    const range = extendRange(anchor.current, line, event.shiftKey);
    if (!event.shiftKey) anchor.current = line;
    // Not `location.hash`: that scrolls, and fills the history with every click.
    window.history.replaceState(null, "", formatLineHash(range));
    setSelected(markLines(box.current, range));
  }

  function keepSelection(event: MouseEvent<HTMLElement>) {
    // Shift with the mouse would select the text between, too.
    if (event.shiftKey && box.current && lineOfNumber(box.current, event)) event.preventDefault();
  }

  return (
    <div className="relative">
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a thousand tab stops would bury the page; the address bar does the same */}
      <section
        ref={box}
        className="code"
        data-digits={digits}
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        onClick={select}
        onMouseDown={keepSelection}
        onScroll={({ currentTarget }) => {
          currentTarget.toggleAttribute("data-sideways", currentTarget.scrollLeft > 0);
        }}
      >
        {children}
      </section>
      {selected ? <LineMenu box={box} range={selected} permalink={permalink} /> : null}
    </div>
  );
}

/** The line whose number is under the pointer, or null when it is over the code. */
function lineOfNumber(code: HTMLElement, event: MouseEvent): number | null {
  const line = event.target instanceof Element ? event.target.closest(".line-block > b") : null;
  if (!line || event.button !== 0) return null;
  const gutterWidth = Number.parseFloat(getComputedStyle(line).paddingLeft);
  if (event.clientX - code.getBoundingClientRect().left > gutterWidth) return null;
  return Number(line.id.slice(1));
}

/** Marks the lines of the range that are there, and gives the range; null when none is. */
function markLines(code: HTMLElement, range: LineRange | null): LineRange | null {
  for (const line of code.querySelectorAll(`[${marked}]`)) line.removeAttribute(marked);
  if (!range) return null;
  const last = Number([...code.querySelectorAll("[data-last]")].at(-1)?.getAttribute("data-last") ?? 0);
  const to = Math.min(range.to, last);
  let count = 0;
  for (let number = range.from; number <= to; number++) {
    const line = document.getElementById(`L${number}`);
    line?.setAttribute(marked, "");
    if (line) count++;
  }
  return count > 0 ? { from: range.from, to } : null;
}

function scrollToLine(line: number) {
  document.getElementById(`L${line}`)?.scrollIntoView({ block: "center", inline: "nearest" });
}
