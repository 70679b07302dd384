"use client";

import { useId, useState } from "react";
import { BlankSlate } from "@/components/ui/blank-slate";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { saveFile } from "@/components/ui/save-file";
import { formatBytes } from "@/lib/format/bytes";
import { scanUrl } from "@/lib/routes";
import { scanJson, scanMarkdown } from "@/lib/scan/scan-report";
import type { ScanState } from "@/lib/scan/scan-state";
import { describeExtent, describeLeftOut, pauseWords } from "@/lib/scan/scan-words";
import { type ScanScope, scanLimits } from "@/lib/wire/scan-events";
import { ScanFindings } from "./scan-findings";
import { LeftOutFiles, ScanProgress } from "./scan-progress";
import { useScan } from "./use-scan";

interface RepoScanProps {
  namespace: string;
  repo: string;
  first: { kind: "ref" | "history"; ref: string };
  /** Some to choose from; any other can be typed. */
  refNames: string[];
  now: number;
}

/** The scan of a repo: which part of it, then what was found. */
export function RepoScan({ namespace, repo, first, refNames, now }: RepoScanProps) {
  const id = useId();
  const [kind, setKind] = useState(first.kind);
  const [typed, setTyped] = useState(first.ref);
  const ref = typed.trim() || first.ref;
  const keepInUrl = (chosen: "ref" | "history") => {
    const query = chosen === "history" ? { scope: "history" } : { ref };
    window.history.replaceState(null, "", scanUrl(namespace, repo, query));
  };
  const scope: ScanScope = kind === "history" ? { kind, namespace, repo } : { kind, namespace, repo, ref };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <div className="flex flex-wrap items-end gap-4">
        <Choice
          legend="What to look through"
          name={`${id}-kind`}
          value={kind}
          options={[
            { value: "ref", label: "One ref" },
            { value: "history", label: "Whole history" },
          ]}
          onChange={(value) => {
            setKind(value);
            keepInUrl(value);
          }}
        />
        {kind === "ref" ? (
          <div className="min-w-0 flex-1 basis-72 sm:max-w-sm">
            <Field id={id} label="Branch, tag or commit">
              <Input
                id={id}
                list={`${id}-refs`}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                onBlur={() => keepInUrl(kind)}
                autoComplete="off"
                spellCheck={false}
                className="font-mono text-13"
              />
            </Field>
            <datalist id={`${id}-refs`}>
              {refNames.map((name) => (
                <option key={name} value={name} />
              ))}
            </datalist>
          </div>
        ) : (
          <p className="pb-2 text-13 text-text-muted">
            Every commit that a branch or tag leads to, each file read once.
          </p>
        )}
      </div>
      <LeakScan key={JSON.stringify(scope)} scope={scope} now={now} />
    </div>
  );
}

interface LeakScanProps {
  scope: ScanScope;
  now: number;
}

/** A scan of one scope. Everything found in it stays in this tab. */
export function LeakScan({ scope, now }: LeakScanProps) {
  const scan = useScan(scope);
  const { state, isRunning, run, stop } = scan;
  const withRepo = scope.kind === "namespace";
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <div className="flex flex-wrap items-center gap-3">
        <Button variant={state === null ? "primary" : "secondary"} onClick={() => run()} disabled={isRunning}>
          <Icon name="scan-search" />
          {state === null || isRunning ? "Scan" : "Scan again"}
        </Button>
        {isRunning ? <Button onClick={stop}>Stop</Button> : null}
        {state !== null && !isRunning ? <Reports scope={scope} state={state} /> : null}
      </div>
      {state === null ? (
        <div className="rounded-lg border bg-bg-raised">
          <BlankSlate icon="scan-search" title="Not scanned yet">
            The dashboard’s server reads the files, finds Artifacts tokens in them however they are disguised,
            and asks Git about each. No token comes to this page. A run ends {pauseWords.blobs},{" "}
            {formatBytes(scanLimits.bytes)} or {scanLimits.timeMs / 60_000} minutes and can go on from there;
            files over {formatBytes(scanLimits.blobBytes)} are left out and named.
          </BlankSlate>
        </div>
      ) : null}
      {state !== null && isRunning ? <ScanProgress scope={scope} state={state} /> : null}
      {state !== null && !isRunning ? <Ending scope={scope} state={state} onGoOn={() => run(state)} /> : null}
      {state !== null ? <ScanFindings scan={scan} withRepo={withRepo} now={now} /> : null}
      {state !== null ? <LeftOutFiles state={state} withRepo={withRepo} /> : null}
    </div>
  );
}

function Ending({ scope, state, onGoOn }: { scope: ScanScope; state: ScanState; onGoOn: () => void }) {
  const { end, hits } = state;
  const leftOut = describeLeftOut(state);
  const extent = describeExtent(scope, state);
  if (end?.kind !== "done") {
    const words =
      end?.kind === "paused"
        ? `Paused ${pauseWords[end.reason]}.`
        : end?.kind === "failed"
          ? `${state.begun === null ? "" : "The scan broke off. "}${end.message}`
          : "Stopped.";
    return (
      <div className="grid justify-items-start gap-3">
        <div role="status" className="w-full">
          <Notice tone={end?.kind === "failed" ? "danger" : "warning"}>
            {words}
            {state.begun === null
              ? ""
              : ` Until then it looked at ${extent}${hits.length === 0 ? " and found no token" : ""}; the rest is still to come.`}
          </Notice>
        </div>
        <Button variant="primary" onClick={onGoOn}>
          {end?.kind !== "failed" ? "Continue" : state.cursor === null ? "Try again" : "Try again from there"}
        </Button>
      </div>
    );
  }
  const nothingBut = leftOut.length > 0 ? `Not looked at: ${leftOut.join(", ")}.` : "";
  if (hits.length === 0) {
    return (
      <div role="status" className="rounded-lg border bg-bg-raised">
        <BlankSlate icon="shield-check" title={`No Artifacts token in ${extent}`}>
          Nor anything that looks like a key of Cloudflare’s API. {nothingBut}
        </BlankSlate>
      </div>
    );
  }
  return (
    <div role="status" className="text-13">
      <p className="font-medium">Looked at {extent}.</p>
      {nothingBut === "" ? null : <p className="text-text-muted">{nothingBut}</p>}
    </div>
  );
}

function Reports({ scope, state }: { scope: ScanScope; state: ScanState }) {
  const save = (format: "md" | "json") => {
    const text =
      format === "md" ? scanMarkdown(scope, state, Date.now()) : scanJson(scope, state, Date.now());
    saveFile(`${scope.kind === "namespace" ? scope.namespace : scope.repo}-tokens`, format, text);
  };
  return (
    <div className="flex flex-wrap items-center gap-2 sm:ml-auto">
      <span className="text-13 text-text-muted max-sm:w-full">Report, without secrets:</span>
      <Button size="sm" onClick={() => save("md")}>
        <Icon name="download" />
        Markdown
      </Button>
      <Button size="sm" onClick={() => save("json")}>
        <Icon name="download" />
        JSON
      </Button>
      <CopyButton text={scanMarkdown(scope, state, Date.now())} what="the report" />
    </div>
  );
}
