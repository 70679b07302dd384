import { Choice } from "@/components/ui/choice";

const depths = [
  { value: "all", label: "Whole history" },
  { value: "100", label: "Latest 100" },
  { value: "1", label: "Latest only" },
] as const;
export type Depth = (typeof depths)[number]["value"];

const advice: Record<Depth, string> = {
  all: "Everything the branch reaches. Large repos take minutes.",
  100: "Arrives much sooner. Log and blame end at the hundredth commit.",
  1: "The quickest: the files as they are now, and one commit.",
};

interface ImportDepthProps {
  id: string;
  depth: Depth;
  onChange: (depth: Depth) => void;
}

/** How much of the history comes along, and what each choice costs. */
export function ImportDepth({ id, depth, onChange }: ImportDepthProps) {
  return (
    <div className="grid gap-1.5">
      <Choice legend="Commits" name={id} options={depths} value={depth} onChange={onChange} />
      <p role="status" className="text-12 text-text-muted">
        {advice[depth]}
      </p>
    </div>
  );
}

/** As the wire has it: whole history is no depth at all. */
export const depthField = (depth: Depth) => (depth === "all" ? {} : { depth: Number(depth) });
