import type { Metadata } from "next";
import { LeakResponder } from "@/components/leaks/leak-responder";
import { Page } from "@/components/shell/page";
import { NavLink } from "@/components/ui/nav-link";
import { listNamespaces } from "@/lib/artifacts/namespaces";
import { scanNamespaceUrl } from "@/lib/routes";

export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Leaked token" };

/** Beyond these, the scan is found in the repos' own pages. */
const namespacesMax = 8;

/** None when Artifacts does not answer: what the page is for does not need them. */
async function readNamespaces(): Promise<string[]> {
  try {
    const { namespaces } = await listNamespaces({ limit: namespacesMax });
    return namespaces.map(({ namespace }) => namespace);
  } catch {
    return [];
  }
}

export default async function LeakPage() {
  const namespaces = await readNamespaces();
  return (
    <Page>
      <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-6">
        <div className="grid gap-1">
          <h1 className="text-20 font-semibold">A token leaked?</h1>
          <p className="text-14 text-text-muted">
            Find out what it opens, revoke it, and see the proof that Git refuses it.
          </p>
        </div>
        <noscript>
          <p className="text-13">
            The check needs JavaScript: what you paste is read in your browser. A repo’s own Tokens page lists
            its tokens without it.
          </p>
        </noscript>
        <div className="contents noscript:hidden">
          <LeakResponder now={Date.now()} />
        </div>
        {namespaces.length > 0 ? (
          <p className="border-t pt-4 text-13 text-text-muted [overflow-wrap:anywhere]">
            Not sure what leaked? Scan for tokens in the files of every repo of{" "}
            {namespaces.map((namespace, index) => (
              <span key={namespace}>
                {index === 0 ? "" : ", "}
                <NavLink className="text-accent-text underline" href={scanNamespaceUrl(namespace)}>
                  {namespace}
                </NavLink>
              </span>
            ))}
            , or in the whole history of one repo from its Tokens page.
          </p>
        ) : null}
      </div>
    </Page>
  );
}
