import type { ReactNode } from "react";

interface FieldProps {
  id: string;
  label: string;
  help?: ReactNode;
  error?: string | null;
  optional?: boolean;
  children: ReactNode;
}

/** The ids a control inside a `Field` names in `aria-describedby`. */
export function describedBy(id: string, { help, error }: { help?: unknown; error?: unknown }) {
  const ids = [error ? `${id}-error` : null, help ? `${id}-help` : null].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

/** Label above, control, then the error or the help below it. */
export function Field({ id, label, help, error, optional, children }: FieldProps) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="flex items-baseline justify-between text-13 font-medium">
        {label}
        {optional ? <span className="text-12 font-normal text-text-muted">Optional</span> : null}
      </label>
      {children}
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-13 text-danger">
          {error}
        </p>
      ) : null}
      {help ? (
        <p id={`${id}-help`} className="text-12 text-text-muted">
          {help}
        </p>
      ) : null}
    </div>
  );
}
