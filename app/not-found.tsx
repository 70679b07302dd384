import { LazyRetryImport } from "@/components/imports/lazy-retry-import";
import { Page } from "@/components/shell/page";
import { BlankSlate } from "@/components/ui/blank-slate";
import { buttonClass } from "@/components/ui/button";
import { NavLink } from "@/components/ui/nav-link";
import { namespacesUrl } from "@/lib/routes";

export default function NotFound() {
  return (
    <Page>
      <BlankSlate
        isPage
        icon="search-x"
        title="There is nothing at this address"
        action={
          <NavLink href={`${namespacesUrl()}?all`} className={buttonClass()}>
            All namespaces
          </NavLink>
        }
      >
        It may have been deleted or renamed, or the address is misspelt.
      </BlankSlate>
      <LazyRetryImport />
    </Page>
  );
}
