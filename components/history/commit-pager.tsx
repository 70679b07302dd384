import { buttonClass } from "@/components/ui/button";
import { NavLink } from "@/components/ui/nav-link";

interface CommitPagerProps {
  /** Where one is, in words. */
  words: string;
  /** Null where there is nothing newer. */
  newer: PagerLink | null;
  older: PagerLink | null;
}

export interface PagerLink {
  href: string;
  label: string;
}

export function CommitPager({ words, newer, older }: CommitPagerProps) {
  if (newer === null && older === null) return null;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 text-13 text-text-muted">
      <p>{words}</p>
      <div className="flex gap-2">
        {[newer, older].map((link) =>
          link === null ? null : (
            <NavLink key={link.label} href={link.href} className={buttonClass({ size: "sm" })}>
              {link.label}
            </NavLink>
          ),
        )}
      </div>
    </nav>
  );
}
