import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { flushText, pktText } from "@/gitformat/pkt-line";
import { writePack } from "@/gitformat/write-pack";
import { git } from "./git-client";
import type { WebPeers } from "./peers/web-peers";
import type { NewRepo, ServiceProcess } from "./service-process";
import { addRefs, makeSource, sourceDir, writeFlatTree, writeHistory, writeRandom } from "./sources";
import type { Row } from "./table";

export interface Sizes {
  rounds: number;
  /** Of one measurement of requests a second. */
  loadMs: number;
  pushMb: number;
  packMb: number;
  forkMb: number;
  refs: number;
  tags: number;
  /** Commits of the long history. */
  commits: number;
  /** Entries of the wide tree. */
  entries: number;
  slowSeconds: number;
}

export type SourceName = "small" | "medium" | "wide" | "long" | "refs" | "large";

/** The same repo three times: where it was made, in the service, at the peers. */
export interface BenchRepo {
  source: string;
  ours: NewRepo & { gitDir: string };
  peer: { url: string; dir: string; cgitPath: string };
}

/** What rows measure on. Repos are made when the first row asks for them, and arrive by push on both sides. */
export class World {
  readonly dir: string;
  readonly sizes: Sizes;
  readonly service: ServiceProcess;
  readonly peers: WebPeers;
  readonly #repos = new Map<string, Promise<BenchRepo>>();
  #names = 0;

  constructor(parts: { dir: string; sizes: Sizes; service: ServiceProcess; peers: WebPeers }) {
    this.dir = parts.dir;
    this.sizes = parts.sizes;
    this.service = parts.service;
    this.peers = parts.peers;
  }

  repo(name: SourceName): Promise<BenchRepo> {
    const made = this.#repos.get(name) ?? this.#make(name);
    this.#repos.set(name, made);
    return made;
  }

  newName(label: string): string {
    this.#names += 1;
    return `${label}-${this.#names}`;
  }

  /** An empty repo on both sides, for pushes from `source`. */
  async newRepo(label: string, source: string): Promise<BenchRepo> {
    const name = this.newName(label);
    const ours = await this.service.createRepo(name);
    const gitDir = await findRepo(join(this.service.dataDir, "repos"), ours.id);
    return { source, ours: { ...ours, gitDir }, peer: await this.peers.addRepo(name) };
  }

  async pushToBoth(repo: BenchRepo, ...refspecs: string[]): Promise<void> {
    await git(repo.source, [...asOurs(repo), "push", "--quiet", repo.ours.url, ...refspecs]);
    await git(repo.source, ["push", "--quiet", repo.peer.url, ...refspecs]);
  }

  async #make(name: SourceName): Promise<BenchRepo> {
    const source = sourceDir(this.dir, name);
    await makeSource(source, (write) => {
      switch (name) {
        case "small":
          return writeFlatTree(write, 10);
        case "medium":
        case "refs":
          return writeHistory(write, 2_000, 500);
        case "wide":
          return writeFlatTree(write, this.sizes.entries);
        case "long":
          return writeHistory(write, this.sizes.commits, 200);
        case "large":
          return writeRandom(write, "refs/heads/main", {
            sizeMb: this.sizes.packMb,
            blobMb: this.sizes.packMb,
          });
      }
    });
    const repo = await this.newRepo(name, source);
    await this.pushToBoth(repo, "refs/heads/main");
    if (name === "refs") await this.#addRefs(repo);
    return repo;
  }

  /** Made without git's own push, which takes minutes for so many; packed at the peer, which is the best it can have. */
  async #addRefs(repo: BenchRepo): Promise<void> {
    const nameOf = (index: number) => `refs/heads/topic/${index % 100}/${index}`;
    await addRefs(repo.peer.dir, this.sizes.refs, nameOf);
    const refs = await git(repo.peer.dir, [
      "for-each-ref",
      "--format=%(objectname) %(refname)",
      "refs/heads/topic",
    ]);
    const lines = refs.trim().split("\n");
    const commands = lines.map((line, index) =>
      pktText(`${zeroHash} ${line}${index === 0 ? "\0report-status" : ""}\n`),
    );
    const answer = await fetch(`${repo.ours.url}/git-receive-pack`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${repo.ours.secret}`,
        "content-type": "application/x-git-receive-pack-request",
      },
      body: Buffer.concat([Buffer.from(commands.join("") + flushText), emptyPack]),
    });
    const taken = (await answer.text()).split("ok refs/").length - 1;
    if (taken !== lines.length) throw new Error(`${taken} of ${lines.length} refs were taken`);
  }
}

/** Creations come with a pack, also when they need none. */
const emptyPack = writePack([]);
const zeroHash = "0".repeat(40);

/** The token in a header: with it in the URL, git asks once without it first. */
export function asOurs(repo: Pick<BenchRepo, "ours">): string[] {
  return ["-c", `http.extraHeader=Authorization: Bearer ${repo.ours.secret}`];
}

export interface RowGroup {
  /** As `--only` names it. */
  name: string;
  measure(world: World): Promise<Row[]>;
}

/** Where the service keeps a repo is its own affair: the folder is looked for by the id. */
export async function findRepo(dir: string, id: string): Promise<string> {
  for (const entry of await readdir(dir, { withFileTypes: true, recursive: true })) {
    if (entry.isDirectory() && entry.name.startsWith(id)) return join(entry.path, entry.name);
  }
  throw new Error(`the folder of ${id} was not found`);
}
