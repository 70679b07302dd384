import type { ReactNode } from "react";
import type { ChunkedCode } from "@/lib/highlight/highlight";
import type { OpenPath } from "@/lib/reading/open-path";
import type { FileContent } from "@/lib/reading/read-file";
import type { LatestChange } from "@/lib/reading/read-latest-change";
import { refUrlNames } from "@/lib/reading/ref-url-names";
import { blobUrl } from "@/lib/routes";
import { findHiddenCharacters } from "@/lib/text/hidden-characters";
import { ChangeOf } from "./change-of";
import { FileActions } from "./file-actions";
import { FileBody } from "./file-body";
import { FileFacts } from "./file-facts";
import { HiddenBanner } from "./hidden-banner";
import { PlaceBar } from "./place-bar";
import { VerifyBadge } from "./verify-badge";
import { ViewTabs } from "./view-tabs";

interface FileViewProps {
  namespace: string;
  place: OpenPath;
  file: FileContent;
  /** The lines of a text; null for everything else. */
  code: ChunkedCode | null;
  /** The language was named in the URL. */
  isLanguageChosen: boolean;
  /** Which of its two views is shown; null for a file that has one only. */
  view: "code" | "preview" | null;
  /** What is shown instead of lines; null where there is nothing but them. */
  preview: ReactNode;
  isWrapped: boolean;
  change: LatestChange | null;
  now: number;
}

/** A file at a ref: where one is, what it is, its content. */
export function FileView(props: FileViewProps) {
  const { namespace, place, file, code, isLanguageChosen, view, preview, isWrapped, change, now } = props;
  const { repo, ref, path, commit, treeHash } = place;
  const commitName = refUrlNames(place.refs).commit(commit?.hash ?? treeHash);
  const permalink = blobUrl(namespace, repo.name, commitName, path);
  const hidden = code && "text" in file ? findHiddenCharacters(file.text) : null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <PlaceBar namespace={namespace} place={place} kind="blob" />
      <section
        aria-label={path}
        data-file-view=""
        data-wrap={isWrapped ? "" : undefined}
        className="overflow-hidden rounded-lg border bg-bg-raised"
      >
        {commit && change ? (
          <ChangeOf
            namespace={namespace}
            repo={repo.name}
            commitHash={commit.hash}
            path={path}
            page="blob"
            change={change}
            permalinkHref={null}
            commitsHref={null}
            now={now}
          />
        ) : null}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b bg-bg-subtle px-4 py-1.5 max-sm:px-3">
          {view ? (
            <ViewTabs
              current={view}
              previewHref={blobUrl(namespace, repo.name, ref.name, path, { view: "preview" })}
              codeHref={blobUrl(namespace, repo.name, ref.name, path, { view: "code" })}
            />
          ) : null}
          <FileFacts file={file} />
          {commit ? (
            <VerifyBadge
              key={path}
              namespace={namespace}
              repo={repo.name}
              commitHash={commit.hash}
              commitName={commitName}
              path={path}
              kind={file.kind === "submodule" ? "submodule" : "file"}
            />
          ) : null}
          <FileActions
            namespace={namespace}
            repo={repo.name}
            refName={ref.name}
            path={path}
            file={file}
            code={code}
            isLanguageChosen={isLanguageChosen}
            isWrapped={isWrapped}
            hasHidden={hidden !== null}
            permalink={ref.kind === "commit" ? null : permalink}
          />
        </div>
        {hidden ? <HiddenBanner hidden={hidden} /> : null}
        {preview ?? (
          <FileBody file={file} code={code} path={path} permalink={permalink} hasHidden={hidden !== null} />
        )}
      </section>
    </div>
  );
}
