import { GoToFileDialog } from "@/components/find/go-to-file-dialog";
import { RepoHeader } from "@/components/repo/repo-header";
import { loadOrExplain } from "@/components/shell/load-or-explain";
import { loadRepo } from "@/lib/reading/open-repo";
import { checkedRepoNames } from "../checked-names";

export default async function RepoLayout({ params, children }: LayoutProps<"/[namespace]/[repo]">) {
  const { namespace, repo: name } = checkedRepoNames(await params);
  return loadOrExplain("the repo", async () => {
    const repo = await loadRepo(namespace, name);
    return (
      <>
        <RepoHeader namespace={namespace} repo={repo} />
        {children}
        <GoToFileDialog namespace={namespace} repo={repo.name} />
      </>
    );
  });
}
