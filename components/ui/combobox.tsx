"use client";

import { Popover as Radix } from "radix-ui";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Input } from "./input";

interface ComboboxProps {
  id: string;
  value: string;
  onChange: (value: string) => void;
  /** To choose from; anything else may be typed too. */
  options: readonly string[];
  listLabel: string;
  placeholder?: string;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
  className?: string;
}

/** How many are drawn at once; typing finds the rest. */
const shownAtOnce = 100;

/** A text field that offers what is known. Arrows choose, Enter takes, Esc closes the list and nothing else. */
export function Combobox({ id, value, onChange, options, listLabel, ...input }: ComboboxProps) {
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(-1);

  const needle = value.trim().toLowerCase();
  // A value that was chosen hides none of the others.
  const isChosen = options.includes(value);
  const matching =
    needle === "" || isChosen ? options : options.filter((each) => each.toLowerCase().includes(needle));
  const shown = matching.slice(0, shownAtOnce);
  const isShown = isOpen && shown.length > 0;
  const optionId = (index: number) => `${id}-option-${index}`;

  useEffect(() => {
    if (isShown && at >= 0) list.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [isShown, at]);

  const open = () => {
    setOpen(true);
    setAt(-1);
  };
  const take = (option: string) => {
    onChange(option);
    setOpen(false);
  };
  const walk = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (shown.length === 0) return;
      event.preventDefault();
      if (!isShown) {
        open();
        return;
      }
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt((at + step + shown.length + (at < 0 && step < 0 ? 1 : 0)) % shown.length);
    } else if (event.key === "Enter" && isShown) {
      const option = shown[at];
      if (option === undefined) return;
      // The list takes it, not the form.
      event.preventDefault();
      take(option);
    } else if (event.key === "Tab") setOpen(false);
  };

  return (
    <Radix.Root open={isShown} onOpenChange={setOpen}>
      <Radix.Anchor asChild>
        <Input
          {...input}
          ref={field}
          id={id}
          value={value}
          role="combobox"
          aria-expanded={isShown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isShown && at >= 0 ? optionId(at) : undefined}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => {
            onChange(event.target.value);
            open();
          }}
          onClick={open}
          onKeyDown={walk}
        />
      </Radix.Anchor>
      {/* Without a portal: a dialog around it would not let a list outside of it scroll. */}
      <Radix.Content
        align="start"
        sideOffset={4}
        collisionPadding={12}
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => event.preventDefault()}
        onInteractOutside={(event) => {
          if (event.target instanceof Node && field.current?.contains(event.target)) event.preventDefault();
        }}
        role="presentation"
        className="z-50 w-(--radix-popover-trigger-width) overflow-hidden rounded border bg-bg-raised shadow-float"
      >
        <div
          ref={list}
          id={`${id}-list`}
          role="listbox"
          aria-label={listLabel}
          className="max-h-52 overflow-y-auto p-1"
        >
          {shown.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys belong to the text field, which keeps the focus
            <div
              key={option}
              id={optionId(index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(option)}
              className="cursor-pointer rounded-sm px-2 py-1.5 font-mono text-12 [overflow-wrap:anywhere] hover:bg-bg-hover aria-selected:bg-accent-subtle aria-selected:text-accent-text pointer-coarse:py-3.5"
            >
              {option}
            </div>
          ))}
        </div>
        {matching.length > shown.length ? (
          <p className="border-t px-3 py-1.5 text-12 text-text-muted">
            {shownAtOnce} of {matching.length} shown. Type to narrow them down.
          </p>
        ) : null}
      </Radix.Content>
    </Radix.Root>
  );
}
