import type { ComponentProps, ReactNode } from "react";

interface CheckboxProps extends Omit<ComponentProps<"input">, "type"> {
  id: string;
  label: ReactNode;
  help?: ReactNode;
}

export function Checkbox({ id, label, help, ...rest }: CheckboxProps) {
  return (
    <div className="flex gap-2.5 pointer-coarse:min-h-11">
      <input
        {...rest}
        id={id}
        type="checkbox"
        aria-describedby={help ? `${id}-help` : undefined}
        className="mt-0.5 size-4 shrink-0 accent-(--accent)"
      />
      <div className="grid gap-0.5">
        <label htmlFor={id} className="text-13 font-medium">
          {label}
        </label>
        {help ? (
          <p id={`${id}-help`} className="text-12 text-text-muted">
            {help}
          </p>
        ) : null}
      </div>
    </div>
  );
}
