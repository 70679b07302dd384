import { GoToFileDialog } from "@/components/find/go-to-file-dialog";
import { RepoHeader } from "@/components/repo/repo-header";
import { loadRepo } from "@/lib/reading/open-repo";
import { loadPage } from "../../load-page";
import { checkedRepoNames } from "../checked-names";

export default async function RepoLayout({ params, children }: LayoutProps<"/[namespace]/[repo]">) {
  const { namespace, repo: name } = checkedRepoNames(await params);
  return loadPage("the repo", async () => {
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
