"use client";

import { useEffect, useRef } from "react";

interface SelectBoxProps {
  label: string;
  checked: boolean;
  /** Some of what it stands for are selected, not all. */
  isPartial?: boolean;
  /** While what it stands for is on its way. */
  isDisabled?: boolean;
  /** `isRange`: everything from the box before this one is meant, as Shift says. */
  onChange: (isSelected: boolean, isRange: boolean) => void;
}

/** The box that selects a row: it can be hit anywhere in its column, above the link that the rest of the row is. */
export function SelectBox({
  label,
  checked,
  isPartial = false,
  isDisabled = false,
  onChange,
}: SelectBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  // There is no attribute for it.
  useEffect(() => {
    if (input.current) input.current.indeterminate = isPartial;
  }, [isPartial]);
  return (
    <label className="absolute inset-y-0 left-0 z-1 grid w-11 place-items-center select-none">
      <input
        ref={input}
        type="checkbox"
        aria-label={label}
        data-row-box
        checked={checked}
        disabled={isDisabled}
        onChange={({ nativeEvent, target }) =>
          onChange(target.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
        }
        className="size-4 scroll-mt-12 scroll-mb-28 accent-(--accent)"
      />
    </label>
  );
}
