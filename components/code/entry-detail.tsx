import { StaticName } from "@/components/names/static-name";
import type { TreeEntryType } from "@/contract/content";
import { shortHash } from "@/lib/format/short-hash";
import type { EntryDetail as Detail } from "@/lib/wire/tree-row";

/** Beside a name: where a submodule or link leads, what Git LFS keeps, or that it can be run. */
export function EntryDetail({ type, detail }: { type: TreeEntryType; detail?: Detail | undefined }) {
  if (detail?.commit !== undefined) {
    const hash = `@ ${shortHash(detail.commit)}`;
    const title = `Submodule at ${detail.commit}`;
    return detail.url ? (
      <a
        href={detail.url}
        title={`${title}, of ${detail.url}`}
        rel="noreferrer"
        className="detail relative font-mono underline underline-offset-2 hover:text-text"
      >
        {hash}
      </a>
    ) : (
      <span className="detail font-mono" title={title}>
        {hash}
      </span>
    );
  }
  if (detail?.target !== undefined) {
    return (
      <span className="detail font-mono" title={detail.target}>
        → <StaticName>{detail.target}</StaticName>
      </span>
    );
  }
  if (detail?.lfs !== undefined) {
    return (
      <span className="detail" title="The content is kept by Git LFS; this repo holds a pointer to it">
        LFS, {detail.lfs}
      </span>
    );
  }
  if (type === "exec") return <span className="detail">executable</span>;
  return type === "symlink" ? <span className="detail">symlink</span> : null;
}
