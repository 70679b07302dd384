import type { ReactNode } from "react";
import type { FileSide } from "@/lib/changes/compare-trees";
import type { FileChange } from "@/lib/changes/file-change";
import type { SideContent } from "@/lib/changes/read-side";
import { exactBytes, formatBytes } from "@/lib/format/bytes";
import { shortHash } from "@/lib/format/short-hash";
import { rawUrl } from "@/lib/routes";
import type { ChangePlace } from "./change-place";
import { ImageWays } from "./image-ways";

interface OtherChangeProps extends ChangePlace {
  change: FileChange;
  before: SideContent;
  after: SideContent;
}

/** A change that cannot be shown line by line: what stood there, and what stands there now. */
export function OtherChange(props: OtherChangeProps) {
  const { namespace, repo, baseAt, base, head, change, before, after } = props;
  const { path, oldPath } = change;
  const isFile = (side: FileSide | null) => side !== null && side.mode !== "160000";
  const beforeHref =
    base !== null && isFile(change.before)
      ? rawUrl(baseAt.namespace, baseAt.repo, base, oldPath ?? path)
      : null;
  const afterHref = isFile(change.after) ? rawUrl(namespace, repo, head, path) : null;
  const sides = (
    <div className="sides">
      {before.kind === "nothing" ? null : (
        <Side
          title="Before"
          side={before}
          hash={change.before?.hash ?? null}
          href={beforeHref}
          path={oldPath ?? path}
        />
      )}
      {after.kind === "nothing" ? null : (
        <Side title="After" side={after} hash={change.after?.hash ?? null} href={afterHref} path={path} />
      )}
    </div>
  );
  if (before.kind !== "image" || after.kind !== "image" || beforeHref === null || afterHref === null) {
    return sides;
  }
  return (
    <ImageWays path={path} beforeHref={beforeHref} afterHref={afterHref}>
      {sides}
    </ImageWays>
  );
}

interface SideProps {
  title: "Before" | "After";
  side: SideContent;
  hash: string | null;
  href: string | null;
  path: string;
}

function Side({ title, side, hash, href, path }: SideProps) {
  const isImage = side.kind === "image" && href !== null;
  return (
    <figure>
      <figcaption>{title}</figcaption>
      {isImage ? (
        // biome-ignore lint/performance/noImgElement: the bytes as they are stored
        <img src={href} alt={`${path}, ${title.toLowerCase()}`} loading="lazy" className="checkerboard" />
      ) : null}
      <dl>
        {isImage ? (
          // The image itself says what they are.
          <div hidden data-dimensions="">
            <dt>Dimensions</dt>
            <dd />
          </div>
        ) : null}
        {factsOf(side, hash).map(([name, value]) => fact(name, value))}
      </dl>
      {href === null || side.kind === "missing" || side.kind === "submodule" ? null : (
        <a href={href}>Raw file</a>
      )}
    </figure>
  );
}

const fact = (name: string, value: ReactNode) => (
  <div key={name}>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);

function factsOf(side: SideContent, hash: string | null): [string, ReactNode][] {
  const blob: [string, ReactNode] = [
    "Blob",
    hash === null ? null : (
      <code key="blob" title={hash}>
        {shortHash(hash)}
      </code>
    ),
  ];
  switch (side.kind) {
    case "submodule":
      return [
        ["Kind", "Submodule"],
        ["Commit", <code key="commit">{side.hash}</code>],
      ];
    case "lfs":
      return [
        ["Kind", "Git LFS object"],
        ["SHA-256", <code key="oid">{side.pointer.oid}</code>],
        ["Size", sizeOf(side.pointer.sizeBytes)],
      ];
    case "missing":
      return [["Kind", "Not in this repo: the import did not bring it"], blob];
    case "text":
      return [["Kind", "Text"], ["Size", sizeOf(side.sizeBytes)], blob];
    case "too-large":
      return [["Kind", "Text of more than is compared here"], ["Size", sizeOf(side.sizeBytes)], blob];
    case "nothing":
      return [];
    default:
      return [["Kind", kindWords[side.kind]], ["Size", sizeOf(side.sizeBytes)], blob];
  }
}

const kindWords = { image: "Image", audio: "Sound", video: "Film", pdf: "PDF", binary: "Binary file" };

const sizeOf = (sizeBytes: number | null) =>
  sizeBytes === null ? "Unknown" : <span title={exactBytes(sizeBytes)}>{formatBytes(sizeBytes)}</span>;
