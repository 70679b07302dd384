import type { Metadata } from "next";
import { ScanLink } from "@/components/leaks/scan-link";
import { DangerZone } from "@/components/repos/danger-zone";
import { RepoFacts } from "@/components/repos/repo-facts";
import { loadOrExplain } from "@/components/shell/load-or-explain";
import { Page } from "@/components/shell/page";
import { loadRepo, openRepo } from "@/lib/artifacts/open-repo";
import { readRepoStakes } from "@/lib/artifacts/repo-stakes";
import { readSourceChain } from "@/lib/artifacts/source-chain";
import { failureOf } from "@/lib/queries/failure-words";
import { scanUrl } from "@/lib/routes";
import { checkedRepoNames } from "../../checked-names";

type Props = PageProps<"/[namespace]/[repo]/settings">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, repo } = checkedRepoNames(await params);
  return { title: `Settings · ${namespace}/${repo}` };
}

/** Null when the content cannot be read: an import that hangs must still be possible to delete. */
async function readStakes(namespace: string, name: string) {
  try {
    return await readRepoStakes(namespace, await openRepo(namespace, name));
  } catch (error) {
    if (failureOf(error).kind === "internal") throw error;
    return null;
  }
}

export default async function SettingsPage({ params }: Props) {
  const { namespace, repo: name } = checkedRepoNames(await params);
  return loadOrExplain("the settings", async () => {
    const repo = await loadRepo(namespace, name);
    const [chain, stakes] = await Promise.all([readSourceChain(repo), readStakes(namespace, name)]);
    return (
      <Page>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <h1 className="text-20 font-semibold">Settings</h1>
          <RepoFacts namespace={namespace} repo={repo} chain={chain} now={Date.now()} />
          <ScanLink href={scanUrl(namespace, repo.name)} what="the files and the history of this repo" />
          <DangerZone namespace={namespace} repo={repo.name} stakes={stakes} />
        </div>
      </Page>
    );
  });
}
