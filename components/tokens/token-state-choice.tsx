import { stateWords } from "./token-row";
import { type TokenTableState, tokenStates } from "./token-table-state";

interface TokenStateChoiceProps {
  value: TokenTableState["state"];
  onChange: (value: TokenTableState["state"]) => void;
}

export function TokenStateChoice({ value: current, onChange }: TokenStateChoiceProps) {
  return (
    <fieldset className="flex rounded border border-border-strong/60 bg-bg-raised p-0.5 max-sm:order-last max-sm:w-full">
      <legend className="sr-only">Which tokens</legend>
      {tokenStates.map((value) => (
        <button
          key={value}
          type="button"
          aria-pressed={current === value}
          onClick={() => onChange(value)}
          className="h-7 flex-1 rounded-sm px-2.5 text-13 text-text-muted transition-colors duration-150 hover:text-text aria-pressed:bg-accent-subtle aria-pressed:font-medium aria-pressed:text-accent-text pointer-coarse:h-11"
        >
          {stateWords[value]}
        </button>
      ))}
    </fieldset>
  );
}
