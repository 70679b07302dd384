"use client";

import clsx from "clsx";
import { usePathname, useSearchParams } from "next/navigation";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { type Encoding, encodingGroups } from "@/lib/text/encodings";
import type { FactListProps } from "./fact-list";

/** Every encoding a file can be read in, by script; the choice goes into the URL. */
export function EncodingList({ currentId, isChosen, note, onChosen }: FactListProps) {
  const pathname = usePathname();
  const search = useSearchParams();
  const hrefFor = (encoding: Encoding | null) => {
    const query = new URLSearchParams(search);
    query.delete("encoding");
    if (encoding !== null) query.set("encoding", encoding.toLowerCase());
    return query.size > 0 ? `${pathname}?${query}` : pathname;
  };
  const item = (encoding: Encoding | null, title: string, isCurrent: boolean) => (
    <NavLink
      key={encoding}
      href={hrefFor(encoding)}
      scroll={false}
      aria-current={isCurrent ? "true" : undefined}
      onClick={onChosen}
      className="flex items-center gap-2 rounded-sm px-2 py-1 text-13 text-text hover:bg-bg-hover focus-visible:-outline-offset-2 pointer-coarse:py-3"
    >
      <Icon name="check" size={14} className={clsx("shrink-0", !isCurrent && "invisible")} />
      {title}
    </NavLink>
  );
  return (
    <>
      <p className="border-b px-3 py-2 text-12 text-text-muted">{note}</p>
      <div className="max-h-72 overflow-y-auto p-1">
        {item(null, "Detect by itself", !isChosen)}
        {Object.entries(encodingGroups).map(([script, encodings]) => (
          <section key={script} aria-label={script}>
            <h3 className="px-2 pt-2 pb-0.5 text-12 text-text-muted">{script}</h3>
            {encodings.map((encoding) => item(encoding, encoding, isChosen && encoding === currentId))}
          </section>
        ))}
      </div>
    </>
  );
}
