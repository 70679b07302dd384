import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import type { Commit } from "@/contract/content";
import { commitBriefOf } from "@/lib/history/commit-brief";
import type { OpenPath } from "@/lib/reading/open-path";
import type { Directory } from "@/lib/reading/read-directory";
import type { LatestChange } from "@/lib/reading/read-latest-change";
import { refUrlNames } from "@/lib/reading/ref-url-names";
import { blobUrl, commitsUrl, commitUrl, treeUrl } from "@/lib/routes";
import { ChangeOf } from "./change-of";
import { DownloadMenu } from "./download-menu";
import { LatestCommit } from "./latest-commit";
import { Markdown } from "./markdown";
import { PlaceBar } from "./place-bar";
import { TreeTable } from "./tree-table";
import { VerifyBadge } from "./verify-badge";

interface DirectoryViewProps {
  namespace: string;
  place: OpenPath;
  directory: Directory;
  now: number;
  /** Whether the server draws every row of a long directory. */
  isWhole?: boolean;
  /** A sentence above the files. */
  notice?: string | null;
  /** Stands beside the files on a wide window, below them on a narrow one. */
  aside?: ReactNode;
}

/** A directory at a ref: where one is, its latest commit, the files, the README. */
export function DirectoryView({
  namespace,
  place,
  directory,
  now,
  isWhole = false,
  notice,
  aside,
}: DirectoryViewProps) {
  const { repo, ref, path, commit } = place;
  const files = (
    <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-4">
      <div className="overflow-hidden rounded-lg border bg-bg-raised">
        {commit ? (
          <DirectoryCommit
            namespace={namespace}
            place={place}
            commit={commit}
            change={directory.latestChange}
            now={now}
          />
        ) : (
          <p className="border-b bg-bg-subtle px-4 py-3 text-13 text-text-muted">
            These files belong to no commit, so nobody is named as their author.
          </p>
        )}
        <TreeTable
          namespace={namespace}
          repo={repo}
          refName={ref.name}
          treeHash={place.treeHash}
          commitHash={commit?.hash ?? null}
          path={path}
          rows={directory.rows}
          history={directory.history}
          lookLimits={directory.lookLimits}
          isWhole={isWhole}
          now={now}
        />
        {directory.rows.length === 0 ? (
          <p className="px-4 py-6 text-center text-13 text-text-muted">
            {commit ? "This commit holds no files." : "This tree holds no files."}
          </p>
        ) : null}
      </div>
      {directory.readme ? <ReadmeCard namespace={namespace} place={place} readme={directory.readme} /> : null}
    </div>
  );

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <PlaceBar namespace={namespace} place={place} kind="tree">
        <DownloadMenu namespace={namespace} repo={repo.name} refName={ref.name} path={path} />
      </PlaceBar>
      {notice ? <Notice>{notice}</Notice> : null}
      {aside ? (
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_352px]">
          {files}
          <aside>{aside}</aside>
        </div>
      ) : (
        files
      )}
    </div>
  );
}

interface DirectoryCommitProps {
  namespace: string;
  place: OpenPath;
  commit: Commit;
  change: LatestChange | null;
  now: number;
}

/** At the root the ref's own commit, further down the one that last changed the directory. */
function DirectoryCommit({ namespace, place, commit, change, now }: DirectoryCommitProps) {
  const { repo, ref, path, refs } = place;
  const commitName = refUrlNames(refs).commit(commit.hash);
  const permalink = treeUrl(namespace, repo.name, commitName, path);
  const commitsHref = commitsUrl(namespace, repo.name, ref.name);
  const verify = (
    <VerifyBadge
      key={path}
      namespace={namespace}
      repo={repo.name}
      commitHash={commit.hash}
      commitName={commitName}
      path={path}
      kind="directory"
    />
  );
  if (change === null) {
    return (
      <LatestCommit
        commit={commitBriefOf(commit)}
        commitHref={commitUrl(namespace, repo.name, commit.hash)}
        hashHref={permalink}
        permalinkHref={null}
        commitsHref={commitsHref}
        now={now}
      >
        {verify}
      </LatestCommit>
    );
  }
  return (
    <ChangeOf
      namespace={namespace}
      repo={repo.name}
      commitHash={commit.hash}
      path={path}
      page="tree"
      change={change}
      permalinkHref={permalink}
      commitsHref={commitsHref}
      now={now}
    >
      {verify}
    </ChangeOf>
  );
}

interface ReadmeCardProps {
  namespace: string;
  place: OpenPath;
  readme: NonNullable<Directory["readme"]>;
}

function ReadmeCard({ namespace, place, readme }: ReadmeCardProps) {
  const { repo, ref } = place;
  const ownPath = place.path ? `${place.path}/${readme.name}` : readme.name;
  return (
    <section aria-label={readme.name} className="rounded-lg border bg-bg-raised">
      <h2 className="readme-head">
        <Icon name="book-open" />
        {readme.path === ownPath ? readme.name : readme.path}
      </h2>
      <div className="px-4 py-5 sm:px-8 sm:py-6">
        {readme.truncated ? (
          <div className="mb-4">
            <Notice tone="warning">
              Only the beginning is shown.{" "}
              <a className="underline" href={blobUrl(namespace, repo.name, ref.name, readme.path)}>
                Open the whole file
              </a>
            </Notice>
          </div>
        ) : null}
        {readme.isMarkdown ? (
          <Markdown
            source={readme.text}
            namespace={namespace}
            repo={repo.name}
            refName={ref.name}
            directory={readme.directory}
          />
        ) : (
          <pre className="overflow-clip text-13 leading-5 wrap-anywhere whitespace-pre-wrap">
            {readme.text}
          </pre>
        )}
      </div>
    </section>
  );
}
