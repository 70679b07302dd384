import { LaterPlaceNotFound } from "@/components/code/later-place-not-found";
import { LaterRepoGone } from "@/components/repos/later-repo-gone";
import { Page } from "@/components/shell/page";

export default function RepoNotFound() {
  return (
    <Page>
      <LaterRepoGone>
        <LaterPlaceNotFound />
      </LaterRepoGone>
    </Page>
  );
}
