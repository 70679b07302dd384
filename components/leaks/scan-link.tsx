import { buttonClass } from "@/components/ui/button";
import { NavLink } from "@/components/ui/nav-link";

/** Leads to the scan, with what it is for. */
export function ScanLink({ href, what }: { href: string; what: string }) {
  return (
    <section
      aria-label="Scan for leaked tokens"
      className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-lg border bg-bg-raised px-4 py-3"
    >
      <p className="min-w-0 flex-1 basis-72 text-13 text-text-muted">
        A token that was committed is a token that leaked. Look through {what} for tokens, and revoke those
        that are alive.
      </p>
      <NavLink href={href} className={buttonClass({ size: "sm" })}>
        Scan for leaked tokens
      </NavLink>
    </section>
  );
}
