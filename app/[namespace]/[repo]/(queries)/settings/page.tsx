import type { Metadata } from "next";
import { ScanLink } from "@/components/leaks/scan-link";
import { DangerZone } from "@/components/repo/danger-zone";
import { RefreshWhenChanged } from "@/components/repo/refresh-when-changed";
import { RepoFacts } from "@/components/repo/repo-facts";
import { Page } from "@/components/shell/page";
import { readSourceChain } from "@/lib/lineage/source-chain";
import { readDeletionImpact } from "@/lib/reading/deletion-impact";
import { loadRepo, openRepo } from "@/lib/reading/open-repo";
import { scanUrl } from "@/lib/routes";
import { failureOf } from "@/lib/wire/describe-failure";
import { checkedRepoNames } from "../../../checked-names";
import { loadRepoPage } from "../../load-repo-page";

type Props = PageProps<"/[namespace]/[repo]/settings">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, repo } = checkedRepoNames(await params);
  return { title: `Settings · ${namespace}/${repo}` };
}

/** Null when the content cannot be read: an import that hangs must still be possible to delete. */
async function readImpact(namespace: string, name: string) {
  try {
    return await readDeletionImpact(namespace, await openRepo(namespace, name));
  } catch (error) {
    if (failureOf(error).kind === "internal") throw error;
    return null;
  }
}

export default async function SettingsPage({ params }: Props) {
  const { namespace, repo: name } = checkedRepoNames(await params);
  const readFrom = Date.now();
  return loadRepoPage("the settings", async () => {
    const repo = await loadRepo(namespace, name);
    const [chain, impact] = await Promise.all([readSourceChain(repo), readImpact(namespace, name)]);
    return (
      <Page>
        <RefreshWhenChanged readFrom={readFrom} />
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <h1 className="text-20 font-semibold">Settings</h1>
          <RepoFacts
            namespace={namespace}
            repo={repo}
            chain={chain}
            committedAt={impact?.committedAt}
            now={Date.now()}
          />
          <ScanLink href={scanUrl(namespace, repo.name)} what="the files and the history of this repo" />
          <DangerZone namespace={namespace} repo={repo.name} impact={impact} />
        </div>
      </Page>
    );
  });
}
