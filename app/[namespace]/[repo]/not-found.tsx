import { LazyPlaceNotFound } from "@/components/code/lazy-place-not-found";
import { LazyRepoGone } from "@/components/repo/lazy-repo-gone";
import { Page } from "@/components/shell/page";

export default function RepoNotFound() {
  return (
    <Page>
      <LazyRepoGone>
        <LazyPlaceNotFound />
      </LazyRepoGone>
    </Page>
  );
}
