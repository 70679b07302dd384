"use client";

import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import { Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";
import { formatLineHash, type LineRange } from "./line-hash";

interface LineMenuProps {
  /** The box of the lines. */
  box: RefObject<HTMLElement | null>;
  range: LineRange;
  permalink: string;
}

/** Stands at the first line of a selection, and copies it. */
export function LineMenu({ box, range, permalink }: LineMenuProps) {
  const [top, setTop] = useState<number | null>(null);
  const [said, setSaid] = useState("");
  const [open, setOpen] = useState(false);

  useLayoutEffect(() => {
    const code = box.current;
    if (!code) return;
    const place = () => {
      const line = document.getElementById(`L${range.from}`);
      if (line) setTop(line.getBoundingClientRect().top - code.getBoundingClientRect().top);
    };
    place();
    // Wrapping, and blocks that come into view, move the lines.
    const moved = new ResizeObserver(place);
    moved.observe(code.querySelector("code") ?? code);
    return () => moved.disconnect();
  }, [box, range]);

  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(() => {
      setSaid("");
      setOpen(false);
    }, 900);
    return () => clearTimeout(timer);
  }, [said]);

  const copy = async (text: string, what: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(`Copied ${what}`);
    } catch {
      setSaid("Copying was refused");
    }
  };

  const hash = formatLineHash(range);
  const isOne = range.from === range.to;
  const what = isOne ? `line ${range.from}` : `lines ${range.from} to ${range.to}`;
  const item = (label: string, text: () => string, copied: string) => (
    <button
      type="button"
      onClick={() => copy(text(), copied)}
      className="h-8 rounded-sm px-2.5 text-left text-13 hover:bg-bg-hover focus-visible:-outline-offset-2 pointer-coarse:h-11"
    >
      {label}
    </button>
  );
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={`Actions for ${what}`}
      className="min-w-48 p-1"
      trigger={
        <button
          type="button"
          aria-label={`Actions for ${what}`}
          title={`Actions for ${what}`}
          hidden={top === null}
          style={{ top: top ?? 0 }}
          className="absolute left-1 grid h-5 w-5 place-items-center rounded-sm border bg-bg-raised text-text-muted hover:bg-bg-hover hover:text-text pointer-coarse:-mt-3 pointer-coarse:h-11 pointer-coarse:w-11"
        >
          <Icon name="ellipsis" size={14} />
        </button>
      }
    >
      <div className="grid">
        {item(isOne ? "Copy line" : "Copy lines", () => textOf(range), what)}
        {item(
          "Copy permalink",
          () => new URL(`${permalink}${hash}`, window.location.href).href,
          "the permalink",
        )}
        {item("Copy link", () => window.location.href, "the link")}
        <p role="status" className={said === "" ? "sr-only" : "px-2.5 py-1 text-12 text-text-muted"}>
          {said}
        </p>
      </div>
    </Popover>
  );
}

function textOf({ from, to }: LineRange): string {
  let text = "";
  for (let line = from; line <= to; line++) text += document.getElementById(`L${line}`)?.textContent ?? "";
  return from === to ? text.replace(/\n$/, "") : text;
}
