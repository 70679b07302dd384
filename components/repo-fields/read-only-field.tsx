import { Checkbox } from "@/components/ui/checkbox";

interface ReadOnlyFieldProps {
  id: string;
  isReadOnly: boolean;
  onChange: (isReadOnly: boolean) => void;
}

/** The same choice in every form that makes a repo. */
export function ReadOnlyField({ id, isReadOnly, onChange }: ReadOnlyFieldProps) {
  return (
    <Checkbox
      id={id}
      label="Read-only"
      help="Refuses every push, whatever the token’s scope."
      checked={isReadOnly}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}
