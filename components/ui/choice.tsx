import type { ReactNode } from "react";

interface ChoiceProps<Value extends string> {
  legend: string;
  name: string;
  options: readonly { value: Value; label: string; help?: ReactNode }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** One of a few, all in sight: real radio buttons drawn as a row of segments. */
export function Choice<Value extends string>({ legend, name, options, value, onChange }: ChoiceProps<Value>) {
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 text-13 font-medium">{legend}</legend>
      <div className="grid auto-cols-fr grid-flow-col rounded border border-border-strong bg-bg-raised p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className="grid h-8 cursor-pointer place-items-center rounded-sm px-2 text-center text-13 whitespace-nowrap text-text-muted transition-colors duration-150 hover:text-text has-checked:bg-accent-subtle has-checked:font-medium has-checked:text-accent-text has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent pointer-coarse:h-11"
          >
            <input
              type="radio"
              className="sr-only"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
