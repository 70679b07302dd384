import { Name } from "@/components/names/name";

/** A description of more characters may need more than the two lines it has at first. */
const shortMax = 120;

/** What a repo says of itself. A long one is cut to two lines, and shown whole without a script. */
export function RepoDescription({ text }: { text: string }) {
  const className = "own-box max-w-3xl text-14 text-text-muted [overflow-wrap:anywhere]";
  if (text.length <= shortMax)
    return (
      <p className={className}>
        <Name>{text}</Name>
      </p>
    );
  return (
    <div className={`group/description ${className}`}>
      <p className="line-clamp-2 group-has-open/description:line-clamp-none">
        <Name>{text}</Name>
      </p>
      <details>
        <summary className="w-fit rounded-sm text-12 text-accent-text hover:underline pointer-coarse:py-1.5">
          <span className="group-has-open/description:hidden">Show the whole description</span>
          <span className="hidden group-has-open/description:inline">Show less</span>
        </summary>
      </details>
    </div>
  );
}
