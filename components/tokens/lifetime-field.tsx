import { Choice } from "@/components/ui/choice";
import { describedBy, Field } from "@/components/ui/field";
import { Input, inputClass } from "@/components/ui/input";
import { type Lifetime, lifetimes, lifetimeUnits } from "./token-lifetime";

interface LifetimeFieldProps {
  id: string;
  lifetime: Lifetime;
  /** What is wrong with the custom one. */
  error: string | null;
  onChange: (lifetime: Lifetime) => void;
}

export function LifetimeField({ id, lifetime, error, onChange }: LifetimeFieldProps) {
  return (
    <div className="grid gap-3">
      <Choice
        legend="Lifetime"
        name={`${id}-choice`}
        options={lifetimes}
        value={lifetime.choice}
        onChange={(choice) => onChange({ ...lifetime, choice })}
      />
      {lifetime.choice === "custom" ? (
        <Field
          id={id}
          label="How long"
          error={error}
          help={error === null ? "From 1 minute to 365 days." : undefined}
        >
          <div className="grid grid-cols-[minmax(0,1fr)_8rem] gap-2">
            <Input
              id={id}
              inputMode="decimal"
              autoComplete="off"
              value={lifetime.amount}
              onChange={(event) => onChange({ ...lifetime, amount: event.target.value })}
              aria-invalid={error !== null}
              aria-describedby={describedBy(id, { help: error === null, error })}
            />
            <select
              aria-label="Unit"
              value={lifetime.unit}
              onChange={(event) => {
                const unit = lifetimeUnits.find(({ value }) => value === event.target.value);
                if (unit) onChange({ ...lifetime, unit: unit.value });
              }}
              className={`${inputClass} h-9 pointer-coarse:h-11`}
            >
              {lifetimeUnits.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </div>
        </Field>
      ) : null}
    </div>
  );
}
