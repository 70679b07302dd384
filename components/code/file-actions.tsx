import { Static } from "@/components/static/static";
import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { ViewSwitch } from "@/components/ui/view-switch";
import { wrapCookie } from "@/components/ui/wrap-cookie";
import type { ChunkedCode } from "@/lib/highlight/highlight";
import { languageTitle } from "@/lib/highlight/languages";
import type { FileContent } from "@/lib/reading/read-file";
import { rawUrl } from "@/lib/routes";
import { CopyFileButton } from "./copy-file-button";
import { FactPicker } from "./fact-picker";

interface FileActionsProps {
  namespace: string;
  repo: string;
  refName: string;
  path: string;
  file: FileContent;
  code: ChunkedCode | null;
  isLanguageChosen: boolean;
  isWrapped: boolean;
  hasHidden: boolean;
  /** To the file at its commit; null where the page is at one. */
  permalink: string | null;
}

/** What can be done with a file: how its lines look, and the ways to its bytes. */
export function FileActions(props: FileActionsProps) {
  const { namespace, repo, refName, path, file, permalink } = props;
  const { code, isLanguageChosen, isWrapped, hasHidden } = props;
  const rawHref = rawUrl(namespace, repo, refName, path);
  const language = code?.language ? languageTitle(code.language) : "Plain text";
  return (
    <div className="flex flex-wrap gap-2 max-sm:gap-1">
      {code ? (
        <>
          <FactPicker
            label="Languages"
            align="end"
            title={language}
            hint={`Language: ${language}. Choose another`}
            currentId={code.language}
            isChosen={isLanguageChosen}
            className={`${buttonClass({ variant: "ghost", size: "sm" })} max-sm:max-w-28 max-sm:px-1.5`}
          />
          {hasHidden ? (
            <ViewSwitch attribute="data-raw-text" initial={false}>
              Hide marks
            </ViewSwitch>
          ) : null}
          <ViewSwitch attribute="data-wrap" cookie={wrapCookie} initial={isWrapped}>
            <Icon name="text-wrap" />
            <span className="max-xl:sr-only">Wrap</span>
          </ViewSwitch>
        </>
      ) : null}
      {file.kind === "text" ? <CopyFileButton rawHref={rawHref} encoding={file.encoding} /> : null}
      <Static
        as="span"
        className="contents"
        of={["file-links", rawHref, file.kind === "submodule", permalink]}
        draw={() => <FileLinks {...props} />}
      />
    </div>
  );
}

/** The ways to its bytes, and to the file as it is now. */
function FileLinks({ namespace, repo, refName, path, file, permalink }: FileActionsProps) {
  return (
    <>
      {file.kind === "submodule" ? null : (
        <>
          <a
            href={rawUrl(namespace, repo, refName, path)}
            data-action="Open the raw file"
            className={buttonClass({ size: "sm" })}
          >
            Raw
          </a>
          <a
            href={rawUrl(namespace, repo, refName, path, { download: true })}
            download
            data-action="Download the file"
            title="Download"
            className={buttonClass({ size: "sm" })}
          >
            <Icon name="download" />
            <span className="max-xl:sr-only">Download</span>
          </a>
        </>
      )}
      {permalink === null ? null : (
        <NavLink
          href={permalink}
          title="A link to this file as it is now, whatever happens to the branch"
          data-key="y"
          data-key-label="Permalink"
          className={buttonClass({ size: "sm" })}
        >
          <Icon name="link-2" />
          <span className="max-xl:sr-only">Permalink</span>
        </NavLink>
      )}
    </>
  );
}
