import { join } from "node:path";
import type { Browser } from "@playwright/test";
import { longCode } from "@/e2e/file-samples";
import {
  blobUrl,
  commitsUrl,
  commitUrl,
  leakUrl,
  namespaceUrl,
  rawUrl,
  repoUrl,
  tokensUrl,
  treeUrl,
} from "@/lib/routes";
import { git } from "./git-client";
import { type HttpTarget, timeRequest } from "./http-load";
import type { WebPeers } from "./peers/web-peers";
import { namespace, type ServiceProcess } from "./service-process";
import { makeSource } from "./sources";

/** A page of ours and cgit's page of the same object, with what is promised of ours. */
export interface PagePair {
  what: string;
  ours: string;
  cgit: HttpTarget;
  /** Whether a browser draws it, and not the bytes alone. */
  isPage: boolean;
  /** Times cgit's requests a second, with 16 connections and with one. */
  minRatio: number;
  minRatioAtOne: number;
  /** Of the HTML, before compression. */
  maxBytes?: number;
}

/** A page that cgit has no such of. */
export interface TablePage {
  what: string;
  url: string;
  maxBytes?: number;
}

export interface PageBench {
  pairs: readonly PagePair[];
  tables: readonly TablePage[];
  /** What is long: time to its last row. */
  long: readonly { what: string; url: string; rows: string; count: number }[];
  /** Of the dashboard. */
  port: number;
  /** Of the dashboard of another checkout, where one is given. */
  portBefore: number | null;
  browser: Browser;
  rounds: number;
  loadMs: number;
}

/** The repo of a bundle, pushed to both sides. */
export async function pagePairs(
  dir: string,
  bundle: string,
  { peers, service }: { peers: WebPeers; service: ServiceProcess },
): Promise<PagePair[]> {
  const source = join(dir, "source.git");
  await git(".", ["clone", "--quiet", "--bare", bundle, source]);
  const { urlWithToken } = await service.createRepo("project");
  const peer = await peers.addRepo("project");
  for (const url of [urlWithToken, peer.url])
    await git(source, ["push", "--quiet", url, "HEAD:refs/heads/main"]);
  const { file, directory } = await choosePlaces(source);
  const commit = await chooseCommit(source);
  const cgit = (path: string): HttpTarget => ({ port: peers.port, path: `${peer.cgitPath}${path}` });
  const page = { isPage: true, minRatio: 1, minRatioAtOne: 0.8 };
  return [
    {
      what: `file of ${file.lines} lines`,
      ours: blobUrl(namespace, "project", "main", file.path),
      cgit: cgit(`/tree/${file.path}?h=main`),
      ...page,
      maxBytes: 110_000,
    },
    {
      what: "root",
      ours: repoUrl(namespace, "project"),
      cgit: cgit("/tree/?h=main"),
      ...page,
      maxBytes: 60_000,
    },
    {
      what: `directory ${directory}`,
      ours: treeUrl(namespace, "project", "main", directory),
      cgit: cgit(`/tree/${directory}?h=main`),
      ...page,
    },
    {
      what: "log of 50",
      ours: commitsUrl(namespace, "project", "main"),
      cgit: cgit("/log/?h=main"),
      ...page,
      maxBytes: 70_000,
    },
    {
      what: `commit of ${commit.files} files and ${commit.lines} lines`,
      ours: commitUrl(namespace, "project", commit.hash),
      cgit: cgit(`/commit/?id=${commit.hash}`),
      ...page,
      minRatioAtOne: 1,
    },
    {
      what: "raw",
      ours: rawUrl(namespace, "project", "main", file.path),
      cgit: cgit(`/plain/${file.path}?h=main`),
      isPage: false,
      minRatio: 2,
      minRatioAtOne: 0.8,
    },
  ];
}

/** The text whose length is nearest to 1,050 lines, and its directory. */
async function choosePlaces(source: string) {
  const counted = await git(source, [
    "grep",
    "-I",
    "--count",
    "",
    "HEAD",
    "--",
    "*.js",
    "*.ts",
    "*.py",
    "*.rs",
    "*.c",
    "*.go",
  ]);
  const files = counted
    .trim()
    .split("\n")
    .map((line) => /^HEAD:(.+):(\d+)$/.exec(line))
    .flatMap((match) => (match ? [{ path: match[1] ?? "", lines: Number(match[2]) }] : []))
    .filter(({ path }) => path.includes("/"))
    .toSorted((a, b) => Math.abs(a.lines - 1_050) - Math.abs(b.lines - 1_050));
  const [file] = files;
  if (file === undefined) throw new Error("the repo has no source file in a directory");
  return { file, directory: file.path.slice(0, file.path.lastIndexOf("/")) };
}

/** The commit nearest to 5 files and 250 changed lines, of the newest. */
async function chooseCommit(source: string) {
  const log = await git(source, ["log", "-2000", "--no-merges", "--format=%x00%H", "--shortstat", "HEAD"]);
  const commits = log.split("\0").flatMap((text) => {
    const numberOf = (what: RegExp) => Number(what.exec(text)?.[1] ?? 0);
    const hash = /^[0-9a-f]{40}/.exec(text)?.[0];
    const files = numberOf(/(\d+) files? changed/);
    const lines = numberOf(/(\d+) insertion/) + numberOf(/(\d+) deletion/);
    return hash === undefined ? [] : [{ hash, files, lines }];
  });
  const distance = ({ files, lines }: { files: number; lines: number }) =>
    Math.abs(files - 5) / 5 + Math.abs(lines - 250) / 250;
  const [commit] = commits.toSorted((a, b) => distance(a) - distance(b));
  if (commit === undefined) throw new Error("the repo has no commit");
  return commit;
}

const tableRows = 50;
const longEntries = 5_000;
const longLines = 20_000;

/** 50 repos in a namespace of their own, and 50 tokens of the project. */
export async function tablePages(service: ServiceProcess): Promise<TablePage[]> {
  for (let index = 0; index < tableRows; index += 1) await service.createRepo(`session-${index}`);
  for (let index = 0; index < tableRows - 1; index += 1) await timeRequest(newToken(service));
  return [
    { what: `table of ${tableRows} repos`, url: namespaceUrl(namespace), maxBytes: 60_000 },
    { what: `table of ${tableRows} tokens`, url: tokensUrl(namespace, "project") },
    { what: "leaked token", url: leakUrl() },
  ];
}

function newToken(service: ServiceProcess): HttpTarget {
  const body = JSON.stringify({ repo: "project", scope: "read", ttl: 86_400 });
  return service.restOfNamespace("/tokens", { method: "POST", body, status: 201 });
}

/** A directory and a file whose last row is far down. */
export async function longPages(dir: string, service: ServiceProcess): Promise<PageBench["long"]> {
  const source = join(dir, "long.git");
  const code = `${longCode(longLines)}\n`;
  await makeSource(source, async (write) => {
    await write("commit refs/heads/main\ncommitter B <b@example.com> 1600000000 +0000\ndata 1\nx\n");
    await write(`M 100644 inline long.ts\ndata ${Buffer.byteLength(code)}\n${code}\n`);
    for (let index = 0; index < longEntries; index += 1) {
      await write(`M 100644 inline many/file-${String(index).padStart(5, "0")}.txt\ndata 2\nx\n\n`);
    }
  });
  const { urlWithToken } = await service.createRepo("long");
  await git(source, ["push", "--quiet", urlWithToken, "main"]);
  return [
    {
      what: `directory of ${longEntries}`,
      url: treeUrl(namespace, "long", "main", "many"),
      rows: "[role=listitem]",
      count: longEntries,
    },
    {
      what: `file of ${longLines} lines`,
      url: blobUrl(namespace, "long", "main", "long.ts"),
      rows: "[id^=L]",
      count: longLines,
    },
  ];
}
