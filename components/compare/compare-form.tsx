import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import type { Range } from "@/lib/changes/parse-range";
import { rangeText, sideText } from "@/lib/changes/parse-range";
import { compareUrl } from "@/lib/routes";

interface CompareFormProps {
  namespace: string;
  repo: string;
  range: Range;
  /** What can be chosen by name: refs of this repo, and of those that it comes from. */
  names: readonly string[];
}

/** Which two refs are compared, and how. A form, and links: it needs no script. */
export function CompareForm({ namespace, repo, range, names }: CompareFormProps) {
  const { base, head, dots } = range;
  const urlOf = (other: Range) => compareUrl(namespace, repo, rangeText(other));
  const mode = (value: Range["dots"], label: string, title: string) => (
    <NavLink
      href={urlOf({ ...range, dots: value })}
      aria-current={dots === value ? "page" : undefined}
      title={title}
    >
      {label}
    </NavLink>
  );
  return (
    <form action={compareUrl(namespace, repo)} className="compare-form">
      <label>
        <span>Base</span>
        <input
          name="base"
          list="compare-names"
          defaultValue={sideText(base)}
          placeholder="Default branch"
          className="input"
        />
      </label>
      <NavLink
        href={urlOf({ base: head, head: base, dots })}
        className={buttonClass({ variant: "ghost", size: "icon" })}
        title="Swap base and head"
      >
        <Icon name="arrow-left-right" />
      </NavLink>
      <label>
        <span>Head</span>
        <input
          name="head"
          list="compare-names"
          defaultValue={sideText(head)}
          placeholder="Default branch"
          className="input"
        />
      </label>
      <datalist id="compare-names">
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <input type="hidden" name="dots" value={dots} />
      <button type="submit" className={buttonClass({ variant: "primary", size: "sm" })}>
        Compare
      </button>
      <nav aria-label="Compared with" className="view-choice">
        {mode("...", "Since they parted", "What the head has changed since both came from one commit")}
        {mode("..", "As they are", "How the head differs from the base as it is now")}
      </nav>
    </form>
  );
}
