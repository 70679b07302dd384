import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import type { ChangeOptions } from "@/lib/changes/change-options";

interface SpaceMenuProps {
  options: ChangeOptions;
  hrefOf: (options: ChangeOptions) => string;
}

/** Which white space is a change. Links, so that each way to look has its address. */
export function SpaceMenu({ options, hrefOf }: SpaceMenuProps) {
  const { space, blank } = options;
  const isUsual = space === "shown" && blank === "shown";
  return (
    <details className="space-menu">
      <summary className={buttonClass({ size: "sm" })} data-active={isUsual ? undefined : ""}>
        White space
        <Icon name="chevron-down" size={14} />
      </summary>
      <nav aria-label="White space">
        {(Object.keys(spaceWords) as (keyof typeof spaceWords)[]).map((kind) => (
          <NavLink
            key={kind}
            scroll={false}
            href={hrefOf({ ...options, space: kind })}
            aria-current={kind === space ? "true" : undefined}
          >
            {spaceWords[kind]}
          </NavLink>
        ))}
        <hr />
        <NavLink
          scroll={false}
          href={hrefOf({ ...options, blank: blank === "shown" ? "ignored" : "shown" })}
          aria-current={blank === "ignored" ? "true" : undefined}
        >
          Ignore blank lines
        </NavLink>
      </nav>
    </details>
  );
}

const spaceWords = {
  shown: "Show all changes",
  amount: "Ignore changes in amount",
  all: "Ignore all white space",
};
