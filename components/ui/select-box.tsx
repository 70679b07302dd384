"use client";

import { useEffect, useRef } from "react";

interface SelectBoxProps {
  label: string;
  checked: boolean;
  /** Some of what it stands for are selected, not all. */
  isPartial: boolean;
  /** While what it stands for is on its way. */
  isDisabled?: boolean;
  onChange: (isSelected: boolean) => void;
}

/** The box that selects all rows of a page. A row's own is in its first cell, of class `pick`. */
export function SelectBox({ label, checked, isPartial, isDisabled = false, onChange }: SelectBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  // There is no attribute for it.
  useEffect(() => {
    if (input.current) input.current.indeterminate = isPartial;
  }, [isPartial]);
  return (
    <label>
      <input
        ref={input}
        type="checkbox"
        aria-label={label}
        data-row-box=""
        checked={checked}
        disabled={isDisabled}
        onChange={({ target }) => onChange(target.checked)}
      />
    </label>
  );
}
