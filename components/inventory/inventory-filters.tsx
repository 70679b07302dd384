import { Button } from "@/components/ui/button";
import { Input, inputClass } from "@/components/ui/input";
import { expiryBuckets } from "@/lib/inventory/expiry-buckets";
import { type InventoryView, isFiltered, noFilters } from "./inventory-view";

interface InventoryFiltersProps {
  view: InventoryView;
  onChange: (change: Partial<InventoryView>, how?: "push" | "replace") => void;
}

const scopes = [
  ["any", "Any scope"],
  ["write", "Write"],
  ["read", "Read"],
] as const;
const labels = [
  ["any", "Any label"],
  ["born", "Born with the repo"],
  ["purpose", "With a purpose"],
  ["dashboard", "The dashboard’s own"],
  ["none", "Without a label"],
] as const;
const ages = [
  ["any", "Any age"],
  ["1h", "Made in the last hour"],
  ["24h", "Made in the last 24 hours"],
  ["7d", "Made in the last 7 days"],
  ["older", "Older than 7 days"],
] as const;
const lifetimes = [
  ["any", "Any lifetime"],
  ["24h", "Made for 24 hours at most"],
  ["7d", "Made for 7 days at most"],
  ["longer", "Made for longer than 7 days"],
] as const;
const ends = [
  ["any", "Ends at any time"],
  ...expiryBuckets.map(({ key, words }) => [key, `Ends ${words}`] as const),
] as const;

/** Which tokens are shown; the address keeps it. */
export function InventoryFilters({ view, onChange }: InventoryFiltersProps) {
  return (
    <search className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-6">
      <Input
        aria-label="Repos that begin with"
        type="search"
        placeholder="Repo begins with…"
        value={view.prefix}
        onChange={(event) => onChange({ prefix: event.target.value }, "replace")}
        className="max-sm:col-span-2"
        autoComplete="off"
        spellCheck={false}
      />
      <Filter name="Scope" value={view.scope} options={scopes} onChange={(scope) => onChange({ scope })} />
      <Filter name="Label" value={view.label} options={labels} onChange={(label) => onChange({ label })} />
      <Filter name="Age" value={view.age} options={ages} onChange={(age) => onChange({ age })} />
      <Filter
        name="Lifetime"
        value={view.lifetime}
        options={lifetimes}
        onChange={(lifetime) => onChange({ lifetime })}
      />
      <Filter name="Ends" value={view.ends} options={ends} onChange={(key) => onChange({ ends: key })} />
      {isFiltered(view) ? (
        <Button variant="ghost" className="justify-self-start" onClick={() => onChange(noFilters)}>
          Clear filters
        </Button>
      ) : null}
    </search>
  );
}

interface FilterProps<Value extends string> {
  name: string;
  value: Value;
  options: readonly (readonly [Value, string])[];
  onChange: (value: Value) => void;
}

function Filter<Value extends string>({ name, value, options, onChange }: FilterProps<Value>) {
  return (
    <select
      aria-label={name}
      value={value}
      onChange={(event) => {
        const chosen = options.find(([each]) => each === event.target.value);
        if (chosen) onChange(chosen[0]);
      }}
      className={`${inputClass} h-9 min-w-0 text-ellipsis pointer-coarse:h-11`}
    >
      {options.map(([each, words]) => (
        <option key={each} value={each}>
          {words}
        </option>
      ))}
    </select>
  );
}
