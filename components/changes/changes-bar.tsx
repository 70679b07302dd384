import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { ViewSwitch } from "@/components/ui/view-switch";
import { wrapCookie } from "@/components/ui/wrap-cookie";
import type { ShownFile } from "@/lib/changes/show-changes";
import type { LineCounts } from "@/lib/changes/shown-change";
import { countOf, formatCount } from "@/lib/format/count";
import type { ChangesViewProps } from "./changes-view-props";
import { LineCountsBar, LineCountsText } from "./line-counts";
import { SpaceMenu } from "./space-menu";

/** Over all files: how much has changed, and how it is shown. */
export function ChangesBar(props: ChangesViewProps) {
  const { changes, files, options, isWrapped, hrefOf, diffHref, patchHref } = props;
  const total = totalOf(files);
  const isWhole = total.isWhole && files.length === changes.files.length;
  const view = (name: "unified" | "split", label: string) => (
    <NavLink
      scroll={false}
      href={hrefOf({ ...options, view: name })}
      aria-current={options.view === name ? "page" : undefined}
      data-view={name}
    >
      {label}
    </NavLink>
  );
  return (
    <div className="changes-bar">
      <div>
        <h2>
          {changes.isCut ? "More than " : ""}
          {countOf(changes.files.length, "file")} changed
        </h2>
        {isWhole ? (
          <>
            <LineCountsText {...total} />
            <LineCountsBar {...total} />
          </>
        ) : (
          <span title="Not all files have been counted" className="text-12 text-text-muted">
            at least +{formatCount(total.added)} −{formatCount(total.removed)}
          </span>
        )}
      </div>
      <div>
        <nav aria-label="View" className="view-choice">
          {view("unified", "Unified")}
          {view("split", "Split")}
        </nav>
        <SpaceMenu options={options} hrefOf={hrefOf} />
        <ViewSwitch attribute="data-wrap" cookie={wrapCookie} initial={isWrapped}>
          <Icon name="text-wrap" />
          <span className="max-lg:sr-only">Wrap</span>
        </ViewSwitch>
        <WalkButtons />
        <button type="button" data-fold-all="" className={buttonClass({ size: "sm" })}>
          Fold all
        </button>
        <a href={diffHref} className={buttonClass({ size: "sm" })} title="As plain text, for git apply">
          .diff
        </a>
        <a href={patchHref} className={buttonClass({ size: "sm" })} title="As plain text, for git am">
          .patch
        </a>
      </div>
    </div>
  );
}

function WalkButtons() {
  const className = buttonClass({ variant: "ghost", size: "icon" });
  return (
    <span className="walk">
      <button
        type="button"
        data-walk="back"
        data-key="p"
        data-key-label="Previous change"
        title="Previous change"
        className={className}
      >
        <Icon name="arrow-up" />
      </button>
      <button
        type="button"
        data-walk="next"
        data-key="n"
        data-key-label="Next change"
        title="Next change"
        className={className}
      >
        <Icon name="arrow-down" />
      </button>
    </span>
  );
}

function totalOf(files: readonly ShownFile[]): LineCounts & { isWhole: boolean } {
  const total = { added: 0, removed: 0, isWhole: true };
  for (const { counts } of files) {
    total.added += counts?.added ?? 0;
    total.removed += counts?.removed ?? 0;
    total.isWhole &&= counts !== null;
  }
  return total;
}
