import type { ReactNode } from "react";
import type { LatestChange } from "@/lib/reading/read-latest-change";
import { refUrlNames } from "@/lib/reading/ref-url-names";
import { blobUrl } from "@/lib/routes";
import { findHiddenCharacters } from "@/lib/text/hidden-characters";
import { ChangeOf } from "./change-of";
import { FileBody } from "./file-body";
import { FileHead, type FileHeadProps } from "./file-head";
import { HiddenBanner } from "./hidden-banner";
import { PlaceBar } from "./place-bar";

interface FileViewProps extends Omit<FileHeadProps, "commitName" | "permalink" | "hasHidden"> {
  /** What is shown instead of lines; null where there is nothing but them. */
  preview: ReactNode;
  change: LatestChange | null;
  now: number;
}

/** A file at a ref: where one is, what it is, its content. */
export function FileView(props: FileViewProps) {
  const { preview, change, now, ...head } = props;
  const { namespace, place, file, settings, code, isWrapped } = head;
  const { repo, path, commit, treeHash } = place;
  const commitName = refUrlNames(place.refs).commit(commit?.hash ?? treeHash);
  const encoding =
    "encodingReason" in file && file.encodingReason === "chosen" ? file.encoding.toLowerCase() : undefined;
  const permalink = blobUrl(namespace, repo.name, commitName, path, { encoding });
  const hidden = code && "text" in file ? findHiddenCharacters(file.text) : null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <PlaceBar namespace={namespace} place={place} kind="blob" />
      <section
        aria-label={path}
        data-file-view=""
        data-wrap={isWrapped ? "" : undefined}
        className="rounded-lg border bg-bg-raised"
      >
        {commit && change ? (
          <div className="overflow-clip rounded-t-lg">
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
          </div>
        ) : null}
        <FileHead
          {...head}
          encoding={encoding}
          commitName={commitName}
          permalink={permalink}
          hasHidden={hidden !== null}
        />
        <div className="overflow-clip rounded-b-lg">
          {hidden ? <HiddenBanner hidden={hidden} /> : null}
          {preview ?? (
            <FileBody
              file={file}
              code={code}
              path={path}
              permalink={permalink}
              hasHidden={hidden !== null}
              tabSize={settings.tabSize}
              here={{ namespace, repo: repo.name, refName: place.ref.name }}
            />
          )}
        </div>
      </section>
    </div>
  );
}
