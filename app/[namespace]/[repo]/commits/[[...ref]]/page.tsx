import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { explainClosed } from "@/components/code/explain-closed";
import { missingPlace } from "@/components/code/missing-place";
import { PlaceBar } from "@/components/code/place-bar";
import { drawFoundLog } from "@/components/history/draw-found-log";
import { drawWholeLog } from "@/components/history/draw-whole-log";
import { LogFilterForm } from "@/components/history/log-filter-form";
import type { LogPlace } from "@/components/history/log-place";
import { MovedNote } from "@/components/history/moved-note";
import { NoCommits } from "@/components/history/no-commits";
import { Page } from "@/components/shell/page";
import { commitOrNull } from "@/lib/changes/commit-or-null";
import { filterFields, parseLogFilter } from "@/lib/history/log-filter";
import { decodeSegments } from "@/lib/http/decode-segments";
import { keepAnswer } from "@/lib/reading/keep-answer";
import { type OpenPath, openPath, openRoot } from "@/lib/reading/open-path";
import { commitsUrl } from "@/lib/routes";
import { checkedRepoNames } from "../../../checked-names";
import { numberOf, type Query, textOf } from "../../asked-changes";
import { loadRepoPage } from "../../load-repo-page";

type Props = PageProps<"/[namespace]/[repo]/commits/[[...ref]]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, repo, ref } = checkedRepoNames(await params);
  const at = ref ? ` at ${decodeSegments(ref).join("/")}` : "";
  return { title: `Commits${at} · ${namespace}/${repo}` };
}

export default async function CommitsPage({ params, searchParams }: Props) {
  const { namespace, repo: name, ref } = checkedRepoNames(await params);
  const query = await searchParams;
  // A form sends its empty fields, too.
  if (filterFields.some((field) => query[field] === "")) {
    redirect(commitsUrl(namespace, name, ref && decodeSegments(ref).join("/"), textsIn(query)));
  }
  return loadRepoPage("the commits", async () => {
    const place = ref
      ? await openPath(namespace, name, decodeSegments(ref).join("/"))
      : await openRoot(namespace, name);
    if ("closed" in place) {
      if (place.closed !== "no-commits") {
        return (
          <Page>
            {explainClosed(namespace, place, (at, path) =>
              path === "" ? commitsUrl(namespace, name, at, textsIn(query)) : missingPlace(),
            )}
          </Page>
        );
      }
      return (
        <Page title="Commits">
          <NoCommits />
        </Page>
      );
    }
    // A path's own history is another page; a ref with a path behind it is none.
    if (place.path !== "") missingPlace();
    if (place.commit === null) {
      return (
        <Page>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
            <PlaceBar namespace={namespace} place={place} kind="commits" />
            <NoCommits isBareTree />
          </div>
        </Page>
      );
    }
    return logPage(namespace, place, query);
  });
}

async function logPage(namespace: string, place: OpenPath, query: Query) {
  const { ref, repo, content } = place;
  const asked = parseLogFilter((field) => textOf(query[field]));
  const isWhole = query.messages === "open";
  const pinned = textOf(query.tip);
  const isMoved = pinned !== null && pinned !== ref.commitHash;
  const isLost = isMoved && (await commitOrNull(content, pinned)) === null;
  const tip = isMoved && !isLost ? pinned : ref.commitHash;
  const kept = { ...asked.values, messages: isWhole ? "open" : undefined };
  const at: LogPlace = {
    tip,
    hrefOf({ page = 1, from = 0, depth, messages }) {
      const isFirst = page === 1 && from === 0;
      return commitsUrl(namespace, repo.name, ref.name, {
        ...kept,
        ...(messages === undefined ? {} : { messages }),
        tip: tip === ref.name || (isFirst && tip === ref.commitHash) ? undefined : tip,
        from: from === 0 ? undefined : from,
        depth,
        page,
      });
    },
  };
  // What a search finds depends on how long it may take.
  if (asked.filter === null) keepAnswer(namespace, repo.name, place);
  const page = numberOf(query.page) || 1;
  const position = { from: numberOf(query.from), depth: numberOf(query.depth) || undefined };
  const shared = { namespace, place, at, isWhole };
  const log =
    asked.filter === null
      ? await drawWholeLog({ ...shared, page })
      : await drawFoundLog({ ...shared, filter: asked.filter, position });
  return (
    <Page title="Commits">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <PlaceBar namespace={namespace} place={place} kind="commits" />
        {isMoved ? (
          <MovedNote
            refName={ref.name}
            tip={tip}
            isLost={isLost}
            newestHref={commitsUrl(namespace, repo.name, ref.name, kept)}
          />
        ) : null}
        <LogFilterForm namespace={namespace} repo={repo.name} refName={ref.name} asked={asked} />
        {log}
      </div>
    </Page>
  );
}

/** What a query says once, and with words. */
function textsIn(query: Query): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      typeof value === "string" && value !== "" ? [[name, value]] : [],
    ),
  );
}
