import { Checkbox } from "@/components/ui/checkbox";

interface InitialTokenFieldProps {
  id: string;
  /** What it is wanted for, as in "I want to push now". */
  label: string;
  isKept: boolean;
  onChange: (isKept: boolean) => void;
}

/** A repo is made with a live write token; it is kept only when it is asked for. */
export function InitialTokenField({ id, label, isKept, onChange }: InitialTokenFieldProps) {
  return (
    <Checkbox
      id={id}
      label={label}
      help={
        isKept
          ? "You are shown the write token that comes with the repo, once. It is good for 24 hours."
          : "Left off, the write token that comes with the repo is revoked at once: nothing stays alive that nobody uses."
      }
      checked={isKept}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}
