import type { ChunkedCode } from "@/lib/highlight/highlight";
import type { OpenPath } from "@/lib/reading/open-path";
import type { FileContent } from "@/lib/reading/read-file";
import type { FileSettings } from "@/lib/reading/read-file-settings";
import { blobUrl } from "@/lib/routes";
import { FileActions } from "./file-actions";
import { FileFacts } from "./file-facts";
import { PathCrumbs } from "./path-crumbs";
import { VerifyBadge } from "./verify-badge";
import { ViewTabs } from "./view-tabs";

export interface FileHeadProps {
  namespace: string;
  place: OpenPath;
  file: FileContent;
  settings: FileSettings;
  /** The lines of a text; null for everything else. */
  code: ChunkedCode | null;
  /** The language was named in the URL. */
  isLanguageChosen: boolean;
  /** Which of its two views is shown; null for a file that has one only. */
  view: "code" | "preview" | null;
  isWrapped: boolean;
  /** The encoding that was chosen, as addresses name it. */
  encoding?: string | undefined;
  /** The page's commit as URLs name it, and the file at it. */
  commitName: string;
  permalink: string;
  hasHidden: boolean;
}

/** What stays in sight over a file: which one it is, and what can be done with it. On a phone what it is scrolls away. */
export function FileHead(props: FileHeadProps) {
  const { namespace, place, file, settings, view, encoding, commitName, permalink, ...look } = props;
  const { repo, ref, path, commit } = place;
  return (
    <div data-file-head="" className="file-head">
      <div className="min-w-0 basis-full max-sm:order-1">
        <PathCrumbs namespace={namespace} repo={repo.name} refName={ref.name} path={path} isFile />
      </div>
      {view ? (
        <div className="max-sm:order-1">
          <ViewTabs
            current={view}
            previewHref={blobUrl(namespace, repo.name, ref.name, path, { view: "preview", encoding })}
            codeHref={blobUrl(namespace, repo.name, ref.name, path, { view: "code", encoding })}
          />
        </div>
      ) : null}
      <div className="file-facts">
        <FileFacts file={file} origins={settings.origins} />
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
      </div>
      <div className="max-sm:order-1">
        <FileActions
          namespace={namespace}
          repo={repo.name}
          refName={ref.name}
          path={path}
          file={file}
          permalink={ref.kind === "commit" ? null : permalink}
          {...look}
        />
      </div>
    </div>
  );
}
