"use client";

import { useQueries, useQuery } from "@tanstack/react-query";
import { Name } from "@/components/names/name";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { Timestamp } from "@/components/ui/timestamp";
import { formatCount } from "@/lib/format/count";
import { shortHash } from "@/lib/format/short-hash";
import { describeTime } from "@/lib/format/time-ago";
import { refDetailsQuery, tagMessagesQuery } from "@/lib/queries/refs";
import { commitUrl, compareUrl, treeUrl } from "@/lib/routes";
import type { Divergence, RefDetails, TagMessage, TagMessages } from "@/lib/wire/answers";
import { describeFailure } from "@/lib/wire/describe-failure";
import type { RefRow } from "@/lib/wire/ref-row";

interface RefListProps {
  namespace: string;
  repo: string;
  kind: "branch" | "tag" | "other";
  rows: readonly RefRow[];
  base: { name: string; hash: string } | null;
  /** As far as the server knew them when it drew the page. */
  facts: RefDetails;
  notes: TagMessages | null;
  now: number;
}

const icons = { branch: "git-branch", tag: "tag", other: "git-commit-horizontal" } as const;
const labels = { branch: "Branches", tag: "Tags", other: "Other refs" };
/** Each costs the server a call or three: a few rows at a time fill from the top. */
const factsPerCall = 10;

/** Refs with their latest commits. The names come with the page, the rest as it is known. */
export function RefList({
  namespace,
  repo,
  kind,
  rows,
  base,
  facts: known,
  notes: knownNotes,
  now,
}: RefListProps) {
  const missing = [...new Set(rows.map(({ commitHash }) => commitHash))].filter((hash) => !known[hash]);
  const batches: string[][] = [];
  for (let at = 0; at < missing.length; at += factsPerCall)
    batches.push(missing.slice(at, at + factsPerCall));
  const answers = useQueries({
    queries: batches.map((heads) => refDetailsQuery(namespace, repo, { base: base?.hash, heads })),
  });
  const facts: RefDetails = Object.assign({}, known, ...answers.map(({ data }) => data ?? {}));
  const failed = answers.find(({ error }) => error);

  const tagHashes = rows.flatMap(({ tagHash }) => tagHash ?? []);
  const { data: notes, error: notesError } = useQuery({
    ...tagMessagesQuery(namespace, repo, tagHashes),
    ...(knownNotes ? { initialData: knownNotes } : {}),
    enabled: tagHashes.length > 0,
  });

  /** What a branch has beyond the default one, and what that has changed since a tag. */
  const compareHrefOf = ({ label, name }: RefRow) => {
    if (kind === "tag") return compareUrl(namespace, repo, `${name}...`);
    if (kind === "other" || base === null || base.name === label) return null;
    return compareUrl(namespace, repo, `${base.name}...${name}`);
  };

  return (
    <div className="grid gap-3">
      {failed?.error ? (
        <Notice tone="danger" live>
          {describeFailure(failed.error, "some of the commits").advice}{" "}
          <Button size="sm" onClick={() => void failed.refetch()}>
            Try again
          </Button>
        </Notice>
      ) : null}
      {notes?.isPossible === false ? (
        <Notice>
          The messages of annotated tags are not shown: this Git remote sends a tag only together with all its
          files. “git show” on a clone has them.
        </Notice>
      ) : null}
      {notesError ? (
        <Notice tone="danger">{describeFailure(notesError, "the messages of the tags").advice}</Notice>
      ) : null}
      <ul aria-label={labels[kind]} className="overflow-hidden rounded-lg border bg-bg-raised">
        {rows.map((row) => (
          <Row
            key={row.label}
            row={row}
            href={treeUrl(namespace, repo, row.name)}
            commitHref={commitUrl(namespace, repo, row.commitHash)}
            compareHref={compareHrefOf(row)}
            kind={kind}
            base={base}
            facts={facts[row.commitHash]}
            hasFailed={Boolean(failed)}
            note={row.tagHash ? notes?.notes[row.tagHash] : undefined}
            now={now}
          />
        ))}
      </ul>
    </div>
  );
}

interface RowProps {
  row: RefRow;
  href: string;
  commitHref: string;
  /** With the default branch; null of itself, and of what is neither branch nor tag. */
  compareHref: string | null;
  kind: RefListProps["kind"];
  base: RefListProps["base"];
  facts: RefDetails[string] | undefined;
  hasFailed: boolean;
  note: TagMessage | undefined;
  now: number;
}

function Row({ row, href, commitHref, compareHref, kind, base, facts, hasFailed, note, now }: RowProps) {
  const isBase = base !== null && kind === "branch" && row.label === base.name;
  const [subject = "", ...rest] = note?.message.split("\n") ?? [];
  const body = rest.join("\n").trim();
  return (
    <li className="own-box flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-4 py-2 last:border-b-0 hover:bg-bg-hover">
      <div className="min-w-0 flex-1 basis-72">
        <div className="flex min-w-0 items-center gap-2">
          <Icon name={icons[kind]} className="text-text-muted" />
          <NavLink
            href={href}
            className="min-w-0 rounded-sm py-1 font-mono text-13 font-medium [overflow-wrap:anywhere] hover:underline pointer-coarse:py-3"
          >
            <Name>{row.label}</Name>
          </NavLink>
          <CopyButton text={row.label} what={`the name ${row.label}`} className="-my-1" />
          {isBase ? <Badge tone="accent">default</Badge> : null}
          {row.tagHash ? <Badge>annotated</Badge> : null}
        </div>
        <div className="pl-6 text-12 text-text-muted">
          <Commit facts={facts} hasFailed={hasFailed} href={commitHref} hash={row.commitHash} now={now} />
        </div>
      </div>
      {note ? (
        <div className="min-w-0 flex-1 basis-64 pl-6 text-12 sm:pl-0">
          <p className="[overflow-wrap:anywhere]">
            <Name>{subject || "No message"}</Name>
          </p>
          <p className="text-text-muted">
            Tagged
            {note.tagger ? (
              <>
                {" "}
                by <Name>{note.tagger}</Name>
              </>
            ) : null}{" "}
            {note.taggedAt === null ? null : <Timestamp {...describeTime(note.taggedAt, now)} />}
          </p>
          {body ? (
            <details>
              <summary className="w-fit py-1 text-text-muted hover:text-text pointer-coarse:py-3">
                Whole message
              </summary>
              <pre className="mt-1 text-12 leading-5 whitespace-pre-wrap text-text-muted [overflow-wrap:anywhere]">
                {body}
              </pre>
            </details>
          ) : null}
        </div>
      ) : null}
      {compareHref === null ? null : (
        <div className="flex w-full justify-start gap-4 pl-6 text-12 text-text-muted sm:w-64 sm:justify-end sm:pl-0">
          {kind === "branch" && base !== null ? (
            <Parted
              divergence={facts?.divergence ?? null}
              isKnown={facts !== undefined || hasFailed}
              base={base.name}
            />
          ) : null}
          <NavLink
            href={compareHref}
            title={
              kind === "branch"
                ? "Compare with the default branch"
                : "What the default branch has changed since"
            }
            className="rounded-sm underline hover:text-text pointer-coarse:py-3"
          >
            Compare
          </NavLink>
        </div>
      )}
    </li>
  );
}

interface CommitProps {
  facts: RefDetails[string] | undefined;
  hasFailed: boolean;
  href: string;
  hash: string;
  now: number;
}

function Commit({ facts, hasFailed, href, hash, now }: CommitProps) {
  if (facts === undefined) {
    return hasFailed ? (
      <span className="font-mono">{shortHash(hash)}</span>
    ) : (
      <Skeleton className="my-0.5 w-56" />
    );
  }
  if (facts.commit === null) return <>No commit: this leads to files alone, or to what is missing.</>;
  const { subject, author, committedAt } = facts.commit;
  return (
    <p className="own-box [overflow-wrap:anywhere]">
      <NavLink href={href} title={hash} className="font-mono hover:text-text hover:underline">
        {shortHash(hash)}
      </NavLink>{" "}
      <Name>{subject}</Name> · <Name>{author}</Name> · <Timestamp {...describeTime(committedAt, now)} />
    </p>
  );
}

/** How far a branch has parted from the default one. */
function Parted({
  divergence,
  isKnown,
  base,
}: {
  divergence: Divergence | null;
  isKnown: boolean;
  base: string;
}) {
  if (divergence === null) return isKnown ? null : <Skeleton className="w-28" />;
  const { ahead, behind, isFloor } = divergence;
  if (ahead === null && behind === null) {
    return <span title="Too far apart to be counted here; git rev-list counts it">Parted long ago</span>;
  }
  if (ahead === 0 && behind === 0) return <span>Same as {base}</span>;
  const words = (count: number) => `${formatCount(count)}${isFloor ? "+" : ""}`;
  return (
    <>
      {behind === null ? null : (
        <span className="flex items-center gap-1" title={`${words(behind)} commits of ${base} are not in it`}>
          <Icon name="arrow-down" size={14} />
          {words(behind)} behind
        </span>
      )}
      {ahead === null ? null : (
        <span className="flex items-center gap-1" title={`${words(ahead)} commits are not in ${base}`}>
          <Icon name="arrow-up" size={14} />
          {words(ahead)} ahead
        </span>
      )}
    </>
  );
}
