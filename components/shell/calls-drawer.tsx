"use client";

import clsx from "clsx";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { CodeSnippet } from "@/components/ui/code-snippet";
import { SidePanel } from "@/components/ui/side-panel";
import { formatBytes } from "@/lib/format/bytes";
import { countOf } from "@/lib/format/count";
import { curlCommand } from "@/lib/format/curl-command";
import { type RecordedRequest, recordedRequests, subscribeToRequests } from "@/lib/queries/call-record";
import { fetchPageCalls } from "@/lib/queries/page-calls";
import { type CallTrail, callTrail, type UpstreamCall } from "@/lib/wire/upstream-calls";

const none: readonly RecordedRequest[] = [];

/** The calls to Artifacts behind what is on the screen, each with the curl that repeats it. */
export default function CallsDrawer({ onClose }: { onClose: () => void }) {
  const recorded = useSyncExternalStore(subscribeToRequests, recordedRequests, () => none);
  const page = usePageCalls(recorded.find((one) => one.asked === null)?.request ?? null);
  const requests = useMemo(() => readTrails(recorded, page.trail), [recorded, page.trail]);
  const calls = requests.flatMap(({ trail }) => trail.calls);
  const made = calls.filter(({ via }) => via !== "memory").length;
  return (
    <SidePanel
      onClose={onClose}
      title="Show your work"
      description={
        calls.length === 0
          ? "This screen took no calls that were written down."
          : `${countOf(made, "call")} to Artifacts, ${countOf(calls.length - made, "object")} from memory.`
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        {page.failure === null ? null : (
          <p role="alert" className="text-13 text-danger">
            {page.failure}
          </p>
        )}
        {requests.map(({ asked, trail }) => (
          <section key={trail.request} className="grid grid-cols-[minmax(0,1fr)] gap-2">
            <h3 className="text-12 font-medium text-text-muted [overflow-wrap:anywhere]">
              {asked === null ? (
                "For the page"
              ) : (
                <>
                  For <span className="font-mono">{`${asked.method} ${asked.path}`}</span>
                </>
              )}
            </h3>
            {trail.calls.length === 0 ? (
              <p className="text-13 text-text-muted">No calls.</p>
            ) : (
              <ol className="overflow-hidden rounded-lg border">
                {trail.calls.map((call, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a trail is written once, in order
                  <CallRow key={index} call={call} />
                ))}
              </ol>
            )}
            {trail.leftOut > 0 ? (
              <p className="text-12 text-text-muted">{countOf(trail.leftOut, "more call")} not listed.</p>
            ) : null}
          </section>
        ))}
        <p className="text-12 text-text-muted">
          Commits, trees and files never change: the server keeps them by their hash. The record of a repo and
          its refs are asked for each time.
        </p>
        <p className="text-12 text-text-muted">
          Not listed here: calls behind raw files, images and archives that the browser opened or saved by
          itself.
        </p>
      </div>
    </SidePanel>
  );
}

interface PageCalls {
  trail: CallTrail | null;
  failure: string | null;
}

/** The calls of the page, asked for when the drawer opens: what was under way has ended by then. */
function usePageCalls(request: string | null): PageCalls {
  const [calls, setCalls] = useState<PageCalls>({ trail: null, failure: null });
  useEffect(() => {
    if (request === null) return;
    let isCurrent = true;
    const settle = (next: PageCalls) => {
      if (isCurrent) setCalls(next);
    };
    fetchPageCalls(request).then(
      (trail) => settle({ trail, failure: null }),
      (error: unknown) =>
        settle({ trail: null, failure: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [request]);
  return calls;
}

/** Without answers whose calls are in an unknown form. Of calls that come twice the last record counts. */
function readTrails(recorded: readonly RecordedRequest[], ofPage: CallTrail | null) {
  const byRequest = new Map<string, { asked: RecordedRequest["asked"]; trail: CallTrail }>();
  for (const one of recorded) {
    const trail = one.asked === null ? ofPage : parseTrail(one.told);
    if (trail !== null) byRequest.set(trail.request, { asked: one.asked, trail });
  }
  return [...byRequest.values()];
}

function parseTrail(told: string): CallTrail | null {
  try {
    return callTrail.safeParse(JSON.parse(told)).data ?? null;
  } catch {
    return null;
  }
}

function CallRow({ call }: { call: UpstreamCall }) {
  const { via, method, url, status, tookMs, sizeBytes, startMs } = call;
  const isFailed = status !== null && status >= 400;
  return (
    <li className="border-b last:border-b-0">
      <details>
        <summary className="grid min-h-9 grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 px-3 py-1.5 text-12 hover:bg-bg-hover focus-visible:-outline-offset-2 pointer-coarse:min-h-11">
          <span className="font-mono [overflow-wrap:anywhere]">
            <span className="text-text-muted">{method}</span> {shortUrl(url)}
          </span>
          <span className="tabular text-right whitespace-nowrap text-text-muted">
            {via === "memory" ? (
              <span className="text-success">from memory</span>
            ) : (
              <>
                <span className={clsx(isFailed && "font-medium text-danger")}>
                  {status ?? (tookMs === null ? "under way" : "no answer")}
                </span>
                {tookMs === null ? null : ` · ${tookMs} ms`}
                {sizeBytes === null ? null : ` · ${formatBytes(sizeBytes)}`}
              </>
            )}
          </span>
        </summary>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-2 px-3 pt-1 pb-3">
          <p className="text-12 text-text-muted">
            {via === "memory"
              ? "Kept by its hash: no call was made. This one would fetch it:"
              : `${via === "git" ? "Over Git" : "Over REST"}, begun ${startMs} ms after the request.`}
          </p>
          <CodeSnippet code={curlCommand(call)} what="the curl command" />
        </div>
      </details>
    </li>
  );
}

/** Without what is the same in every call. */
function shortUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return pathname.replace(/^.*?\/artifacts\/namespaces(?=\/|$)/, "namespaces") + search;
}
