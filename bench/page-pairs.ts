import { join } from "node:path";
import { blobUrl, commitsUrl, rawUrl, repoUrl, treeUrl } from "@/lib/routes";
import { git } from "./git-client";
import type { HttpTarget } from "./http-load";
import type { WebPeers } from "./peers/web-peers";
import { namespace, type ServiceProcess } from "./service-process";

/** A page of ours and cgit's page of the same object, with what is promised of ours. */
export interface PagePair {
  what: string;
  ours: string;
  cgit: HttpTarget;
  /** Times cgit's requests a second, with 16 connections and with one. */
  minRatio: number;
  minRatioAtOne: number;
  /** Of the HTML, before compression. */
  maxBytes?: number;
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
  const cgit = (path: string): HttpTarget => ({ port: peers.port, path: `${peer.cgitPath}${path}` });
  const page = { minRatio: 1, minRatioAtOne: 0.8 };
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
      what: "raw",
      ours: rawUrl(namespace, "project", "main", file.path),
      cgit: cgit(`/plain/${file.path}?h=main`),
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
