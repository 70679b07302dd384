import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { delimiterText, flushText, pktText } from "@/gitformat/pkt-line";
import { zeroHash } from "@/server/storage/repo-storage";
import { gitBytes, gitText } from "@/server/test-git";
import { kindsOf, type Told, tellRaw } from "./test-raw-fetch";
import { startTestRemote, type TestRemote } from "./test-remote";

/**
 * What the service says that it can do, it can: a trial of each capability that it advertises, with the real git where its
 * porcelain asks for it, else by the lines that a client would send. One that is advertised and has no trial here fails.
 */

type Repo = Awaited<ReturnType<TestRemote["newRepo"]>>;
interface Stage {
  version: string;
  /** Runs git over this version of the protocol. */
  git(cwd: string, ...args: string[]): Promise<string>;
  /** A path for a working copy that is not there yet. */
  newPath(): string;
}
type Trials = Record<string, (stage: Stage) => Promise<void>>;

let remote: TestRemote;
/** Seven commits a day apart on main, an annotated tag `v1` at the third, and `topic` beside the fifth. */
let repo: Repo;
let empty: Repo;
let source: string;
const hash = (name: string) => gitText(source, ["rev-parse", name]);
/** The commit so many days after the first. */
const day = (index: number) => hash(`main~${6 - index}`);

beforeAll(async () => {
  remote = await startTestRemote();
  repo = await remote.newRepo("advertised");
  empty = await remote.newRepo("empty");
  source = join(remote.workDir, "source");
  gitBytes(remote.workDir, ["init", "--quiet", "--bare", "--initial-branch=main", source]);
  let stream = "";
  const lines = Array.from({ length: 400 }, (_, line) => `line ${line} ${(line * 7919) % 1013}\n`);
  const commit = (ref: string, index: number, from = "") => {
    const content = lines.with(index * 10, `changed on day ${index} of ${ref}\n`).join("");
    const time = 1_700_000_000 + index * 86_400;
    stream += `commit ${ref}\nmark :${index + (from === "" ? 1 : 20)}\ncommitter Ada <ada@example.com> ${time} +0000\n`;
    stream += `data 1\nx\n${from}M 100644 inline file.txt\ndata ${content.length}\n${content}\n`;
  };
  for (let index = 0; index < 7; index += 1) commit("refs/heads/main", index);
  commit("refs/heads/topic", 5, "from :5\n");
  stream += "tag v1\nfrom :3\ntagger Ada <ada@example.com> 1700200000 +0000\ndata 2\nv1\n";
  gitBytes(source, ["fast-import", "--quiet"], stream);
  await remote.git(source, "push", "--quiet", repo.url, "main", "topic", "v1");
});
afterAll(() => remote.stop());

const one = "1".repeat(40);
let paths = 0;
const stageOf = (version: string): Stage => ({
  version,
  git: (cwd, ...args) => remote.git(cwd, "-c", `protocol.version=${version}`, ...args),
  newPath: () => {
    paths += 1;
    return join(remote.workDir, `copy-${paths}`);
  },
});

/** What a service advertises, each with its value, as the lines or words say it. */
async function advertised(of: Repo, service: string, version: string): Promise<string[]> {
  const answer = await fetch(`${of.plainUrl}/info/refs?service=${service}`, {
    headers: { authorization: `Bearer ${of.token}`, "git-protocol": `version=${version}` },
  });
  const text = await answer.text();
  if (version !== "2") return /\0([^\n]*)/.exec(text)?.[1]?.trim().split(" ") ?? [];
  const lines = [...text.matchAll(/[0-9a-f]{4}([^\n]+)\n/g)].map(([, line = ""]) => line);
  return lines.flatMap((line) => {
    const [name = "", value] = line.split("=");
    const isList = name === "fetch" || name === "ls-refs";
    return isList && value !== undefined
      ? [name, ...value.split(" ").map((each) => `${name}=${each}`)]
      : [line];
  });
}

/** A capability without what differs from one installation to the next. */
const nameOf = (capability: string) =>
  capability.replace(/^(agent|version|symref|object-format)[= ].*$/, "$1");

/** A fetch in pkt-lines over v0 and v1: wants, then what the client has. */
const round = (wants: string[], capabilities: string, rest: string[] = [], end = "done\n") =>
  wants.map((want, index) => pktText(`want ${want}${index === 0 ? ` ${capabilities}` : ""}\n`)).join("") +
  flushText +
  rest.map((line) => pktText(`${line}\n`)).join("") +
  (end === "" ? flushText : pktText(end));

const fetchRaw = (stage: Stage, body: string, isBanded = true): Promise<Told> =>
  tellRaw(repo, "git-upload-pack", body, { version: stage.version, isBanded });

/** A command of v2 with its capabilities and arguments. */
const command = (name: string, args: string[], capabilities: string[] = []) =>
  pktText(`command=${name}\n`) +
  capabilities.map((each) => pktText(`${each}\n`)).join("") +
  delimiterText +
  args.map((each) => pktText(`${each}\n`)).join("") +
  flushText;

/** Takes a pack into a repo, and answers whether all of it could be read. */
function isTakenIn(pack: Buffer, gitDir: string, ...args: string[]): boolean {
  try {
    gitBytes(gitDir, ["index-pack", "--stdin", "--strict", ...args], pack);
    return true;
  } catch {
    return false;
  }
}

async function newBare(stage: Stage): Promise<string> {
  const path = stage.newPath();
  await remote.git(remote.workDir, "init", "--quiet", "--bare", path);
  return path;
}

async function clone(stage: Stage, ...args: string[]): Promise<string> {
  const path = stage.newPath();
  await stage.git(remote.workDir, "clone", "--quiet", ...args, repo.url, path);
  return path;
}

const countIn = async (path: string) => Number(await remote.git(path, "rev-list", "--count", "HEAD"));

const shallowTrials = {
  depth: async (stage) => {
    const copy = await clone(stage, "--depth=2");
    expect(await countIn(copy)).toBe(2);
    await stage.git(copy, "fetch", "--quiet", "--unshallow");
    expect(await countIn(copy)).toBe(7);
  },
  since: async (stage) => {
    const copy = await clone(
      stage,
      `--shallow-since=${new Date((1_700_000_000 + 3.5 * 86_400) * 1000).toISOString()}`,
    );
    expect(await countIn(copy)).toBe(3);
  },
  not: async (stage) => {
    const copy = await clone(stage, "--shallow-exclude=v1", "--single-branch");
    expect(await countIn(copy)).toBe(4);
  },
  relative: async (stage) => {
    const copy = await clone(stage, "--depth=1");
    await stage.git(copy, "fetch", "--quiet", "--deepen=2");
    expect(await countIn(copy)).toBe(3);
  },
} satisfies Trials;

const partial = async (stage: Stage) => {
  for (const filter of ["blob:none", "tree:0", "blob:limit=1k"]) {
    const copy = await clone(stage, "--no-checkout", `--filter=${filter}`);
    const missing = await remote.git(copy, "rev-list", "--objects", "--all", "--missing=print");
    expect([filter, /^\?/m.test(missing)]).toEqual([filter, true]);
    await stage.git(copy, "checkout", "--quiet", "main");
    expect(await remote.git(copy, "status", "--porcelain")).toBe("");
  }
};

const fetchTrials: Trials = {
  multi_ack: async (stage) => {
    const body = round([day(6)], "multi_ack", [`have ${one}`, `have ${day(2)}`], "");
    expect((await fetchRaw(stage, body)).lines).toEqual([`ACK ${day(2)} continue`, "NAK"]);
  },
  multi_ack_detailed: async (stage) => {
    const body = round([day(6)], "multi_ack_detailed", [`have ${day(2)}`, `have ${one}`], "");
    const { lines } = await fetchRaw(stage, body);
    expect(lines).toEqual([`ACK ${day(2)} common`, `ACK ${one} ready`, "NAK"]);
  },
  "no-done": async (stage) => {
    const body = round([day(6)], "multi_ack_detailed no-done", [`have ${day(2)}`], "");
    const { lines, pack } = await fetchRaw(stage, body);
    expect(lines.at(-1)).toBe(`ACK ${day(2)}`);
    expect(kindsOf(pack).commit).toBe(4);
  },
  "thin-pack": async (stage) => {
    const taken = async (capabilities: string) => {
      const { pack } = await fetchRaw(stage, round([day(6)], capabilities, [`have ${day(5)}`]));
      const bare = await newBare(stage);
      await remote.git(bare, "fetch", "--quiet", source, `${day(5)}:refs/heads/main`);
      return [isTakenIn(pack, bare), isTakenIn(pack, bare, "--fix-thin")];
    };
    expect(await taken("thin-pack")).toEqual([false, true]);
    expect(await taken("ofs-delta")).toEqual([true, true]);
  },
  "side-band": async (stage) => {
    const { sizes, pack } = await fetchRaw(stage, round([day(6)], "side-band"));
    expect(Math.max(...sizes)).toBe(1000);
    expect(isTakenIn(pack, await newBare(stage))).toBe(true);
  },
  "side-band-64k": async (stage) => {
    const { sizes, pack } = await fetchRaw(stage, round([day(6)], "side-band-64k"));
    expect(Math.max(...sizes)).toBeGreaterThan(1000);
    expect(isTakenIn(pack, await newBare(stage))).toBe(true);
  },
  "ofs-delta": async (stage) => {
    const by = async (capabilities: string) =>
      kindsOf((await fetchRaw(stage, round([day(6)], capabilities), false)).pack);
    expect(await by("ofs-delta")).toMatchObject({ offsetDelta: expect.any(Number) });
    expect(await by("")).toMatchObject({ refDelta: expect.any(Number) });
    expect((await by("")).offsetDelta).toBeUndefined();
  },
  shallow: shallowTrials.depth,
  "deepen-since": shallowTrials.since,
  "deepen-not": shallowTrials.not,
  "deepen-relative": shallowTrials.relative,
  "no-progress": async (stage) => {
    const by = async (more: string) =>
      (await fetchRaw(stage, round([day(6)], `side-band-64k${more}`))).progress;
    expect(await by("")).not.toBe("");
    expect(await by(" no-progress")).toBe("");
  },
  "include-tag": async (stage) => {
    const by = async (capabilities: string) =>
      kindsOf((await fetchRaw(stage, round([day(2)], capabilities), false)).pack).tag;
    expect([await by("include-tag"), await by("ofs-delta")]).toEqual([1, undefined]);
  },
  "allow-tip-sha1-in-want": async (stage) => {
    const bare = await newBare(stage);
    await stage.git(bare, "fetch", "--quiet", repo.url, hash("topic"));
    expect(await remote.git(bare, "rev-parse", "FETCH_HEAD")).toBe(hash("topic"));
  },
  "allow-reachable-sha1-in-want": async (stage) => {
    const bare = await newBare(stage);
    await stage.git(bare, "fetch", "--quiet", repo.url, day(1));
    expect(await remote.git(bare, "rev-list", "--count", "FETCH_HEAD")).toBe("2");
  },
  symref: async (stage) => {
    const listed = await stage.git(remote.workDir, "ls-remote", "--symref", repo.url, "HEAD");
    expect(listed).toBe(`ref: refs/heads/main\tHEAD\n${day(6)}\tHEAD`);
  },
  filter: partial,
  "object-format": async (stage) => {
    expect((await fetchRaw(stage, round([day(6)], "object-format=sha1"))).pack.length).toBeGreaterThan(0);
  },
  agent: async (stage) => {
    expect((await fetchRaw(stage, round([day(6)], "agent=trial/1"))).pack.length).toBeGreaterThan(0);
  },
};

const v2Trials: Trials = {
  version: async () => {},
  agent: async (stage) => {
    for (const args of [
      command("ls-refs", [], ["agent=trial/1"]),
      command("fetch", [`want ${day(6)}`, "done"], ["agent=trial/1"]),
    ]) {
      expect((await fetchRaw(stage, args)).lines).toContain("flush");
    }
  },
  "ls-refs": async (stage) => {
    const ask = async (...args: string[]) =>
      (await fetchRaw(stage, command("ls-refs", args))).lines.slice(0, -1);
    const tag = hash("v1");
    const tip = day(6);
    expect(await ask()).toEqual([
      `${tip} HEAD`,
      `${tip} refs/heads/main`,
      `${hash("topic")} refs/heads/topic`,
      `${tag} refs/tags/v1`,
    ]);
    expect(await ask("peel", "ref-prefix refs/tags/")).toEqual([`${tag} refs/tags/v1 peeled:${day(2)}`]);
    expect(await ask("symrefs", "ref-prefix HEAD", "ref-prefix refs/heads/t")).toEqual([
      `${tip} HEAD symref-target:refs/heads/main`,
      `${hash("topic")} refs/heads/topic`,
    ]);
  },
  "ls-refs=unborn": async (stage) => {
    const body = command("ls-refs", ["symrefs", "unborn"]);
    const { lines } = await tellRaw(empty, "git-upload-pack", body, { version: "2" });
    expect(lines).toEqual(["unborn HEAD symref-target:refs/heads/main", "flush"]);
    const copy = stage.newPath();
    await stage.git(remote.workDir, "-c", "init.defaultBranch=other", "clone", "--quiet", empty.url, copy);
    expect(await remote.git(copy, "symbolic-ref", "HEAD")).toBe("refs/heads/main");
  },
  fetch: async (stage) => {
    const ask = (...args: string[]) => fetchRaw(stage, command("fetch", [...args, "done"]));
    const thin = await ask(`want ${day(6)}`, `have ${day(5)}`, "thin-pack", "ofs-delta", "no-progress");
    expect([thin.lines[0], thin.progress]).toEqual(["packfile", ""]);
    expect(isTakenIn(thin.pack, await newBare(stage))).toBe(false);
    expect(kindsOf((await ask(`want ${day(6)}`, "ofs-delta")).pack).offsetDelta).toBeGreaterThan(0);
    expect(kindsOf((await ask(`want ${day(2)}`, "include-tag")).pack).tag).toBe(1);
    expect((await ask(`want ${day(2)}`)).progress).not.toBe("");
    const talk = command("fetch", [`want ${day(6)}`, `have ${day(2)}`, `have ${one}`]);
    const { lines, pack } = await fetchRaw(stage, talk);
    expect(lines.slice(0, 5)).toEqual(["acknowledgments", `ACK ${day(2)}`, "ready", "delimiter", "packfile"]);
    expect(kindsOf(pack).commit).toBe(4);
    const bare = await newBare(stage);
    await stage.git(bare, "fetch", "--quiet", repo.url, day(1));
    expect(await remote.git(bare, "rev-list", "--count", "FETCH_HEAD")).toBe("2");
  },
  "fetch=shallow": async (stage) => {
    for (const trial of Object.values(shallowTrials)) await trial(stage);
  },
  "fetch=wait-for-done": async (stage) => {
    const copy = await clone(stage, "--single-branch", "--branch=topic");
    const next = await remote.commit(copy, "a.txt", "a\n");
    const common = await stage.git(copy, "fetch", "--negotiate-only", `--negotiation-tip=${next}`, "origin");
    expect(common.split("\n")).toContain(hash("topic"));
    expect(common).not.toContain(next);
  },
  "fetch=filter": partial,
  "server-option": async (stage) => {
    await stage.git(remote.workDir, "ls-remote", "--server-option=a=b", "-o", "c", repo.url);
    const copy = await clone(stage, "--server-option=a", "--server-option=b=c");
    await stage.git(copy, "fetch", "--quiet", "--server-option=d", "origin");
    expect(await countIn(copy)).toBe(7);
  },
  "object-format": async (stage) => {
    for (const [format, isTaken] of [
      ["object-format=sha1", true],
      ["object-format=sha256", false],
    ] as const) {
      for (const body of [
        command("ls-refs", [], [format]),
        command("fetch", [`want ${day(6)}`, "done"], [format]),
      ]) {
        const { lines } = await fetchRaw(stage, body);
        expect([format, lines.at(-1) === "flush"]).toEqual([format, isTaken]);
      }
    }
  },
  "object-info": async (stage) => {
    const blob = hash("main:file.txt");
    const size = gitText(source, ["cat-file", "-s", blob]);
    const { lines } = await fetchRaw(stage, command("object-info", ["size", `oid ${blob}`, `oid ${day(0)}`]));
    expect(lines).toEqual([
      "size",
      `${blob} ${size}`,
      `${day(0)} ${gitText(source, ["cat-file", "-s", day(0)])}`,
      "flush",
    ]);
  },
};

let pushes = 0;
const newRef = () => {
  pushes += 1;
  return `refs/heads/push-${pushes}`;
};

/** A push of main as it was on a day, in pkt-lines. */
function pushRaw(
  stage: Stage,
  capabilities: string,
  { options = "", args = [] as string[], ref = newRef() } = {},
) {
  const pack = gitBytes(
    source,
    ["pack-objects", "--revs", "--stdout", "-q", "--no-reuse-delta", ...args],
    `${day(6)}\n`,
  );
  const head = pktText(`${zeroHash} ${day(6)} ${ref}\0${capabilities}`) + flushText + options;
  const body = Buffer.concat([Buffer.from(head), pack]);
  return tellRaw(empty, "git-receive-pack", body, { version: stage.version }).then((told) => ({
    ...told,
    ref,
  }));
}

const reportIn = ({ pack }: Told) => pack.toString("utf8");

const pushTrials: Trials = {
  "report-status": async (stage) => {
    const told = await pushRaw(stage, "report-status");
    expect(told.lines).toEqual(["unpack ok", `ok ${told.ref}`, "flush"]);
    expect((await pushRaw(stage, "")).lines).toEqual([]);
  },
  "delete-refs": async (stage) => {
    const ref = newRef();
    await stage.git(source, "push", "--quiet", empty.url, `main:${ref}`);
    await stage.git(source, "push", "--quiet", empty.url, `:${ref}`);
    expect(await stage.git(source, "ls-remote", empty.url, ref)).toBe("");
  },
  "side-band-64k": async (stage) => {
    const told = await pushRaw(stage, "report-status side-band-64k");
    expect(reportIn(told)).toContain(`ok ${told.ref}`);
    expect(told.progress).not.toBe("");
  },
  quiet: async (stage) => {
    const told = await pushRaw(stage, "report-status side-band-64k quiet");
    expect([told.progress, reportIn(told).includes(`ok ${told.ref}`)]).toEqual(["", true]);
  },
  atomic: async (stage) => {
    const [good, bad] = [newRef(), newRef()];
    const lines = [`${zeroHash} ${day(6)} ${good}\0report-status atomic`, `${day(1)} ${zeroHash} ${bad}`];
    const body = lines.map(pktText).join("") + flushText;
    const pack = gitBytes(source, ["pack-objects", "--revs", "--stdout", "-q"], `${day(6)}\n`);
    const bytes = Buffer.concat([Buffer.from(body), pack]);
    const { lines: report } = await tellRaw(empty, "git-receive-pack", bytes, { version: stage.version });
    expect(report.slice(0, 2)).toEqual(["unpack ok", expect.stringMatching(`^ng ${good} atomic push fail`)]);
  },
  "ofs-delta": async (stage) => {
    const args = ["--delta-base-offset"];
    const pack = gitBytes(source, ["pack-objects", "--revs", "--stdout", "-q", ...args], `${day(6)}\n`);
    expect(kindsOf(pack).offsetDelta).toBeGreaterThan(0);
    const told = await pushRaw(stage, "report-status ofs-delta", { args });
    expect(told.lines).toContain(`ok ${told.ref}`);
  },
  "push-options": async (stage) => {
    await stage.git(source, "push", "--quiet", "-o", "a=b", "-o", "c", empty.url, `main:${newRef()}`);
    const options = pktText("a=b") + pktText("c\n") + flushText;
    const told = await pushRaw(stage, "report-status push-options", { options });
    expect(told.lines).toContain(`ok ${told.ref}`);
  },
  "object-format": async (stage) => {
    const told = await pushRaw(stage, "report-status object-format=sha1");
    expect(told.lines).toContain(`ok ${told.ref}`);
    expect((await pushRaw(stage, "report-status object-format=sha256")).status).toBe(400);
  },
  agent: async (stage) => {
    const told = await pushRaw(stage, "report-status agent=trial/1");
    expect(told.lines).toContain(`ok ${told.ref}`);
  },
};

describe.each([
  ["git-upload-pack", "0", fetchTrials],
  ["git-upload-pack", "1", fetchTrials],
  ["git-upload-pack", "2", v2Trials],
  ["git-receive-pack", "0", pushTrials],
  ["git-receive-pack", "1", pushTrials],
])("%s over v%s", (service, version, trials) => {
  it("advertises nothing that is not tried here", async () => {
    const known = Object.keys(trials);
    for (const each of [repo, empty]) {
      const offered = (await advertised(each, service, version)).map(nameOf);
      expect(offered.filter((name) => !known.includes(name))).toEqual([]);
    }
  });

  it.each(Object.entries(trials))(
    "can do %s",
    async (name, trial) => {
      const offered = (await advertised(repo, service, version)).map(nameOf);
      // Versions of git differ in what they can do; what pushes can do is the same with each.
      if (service === "git-receive-pack" || offered.includes(name)) await trial(stageOf(version));
    },
    60_000,
  );
});
