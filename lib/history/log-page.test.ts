import { beforeAll, describe, expect, it } from "vitest";
import { listCommits } from "@/lib/artifacts/content";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { forgetPerProcess } from "@/lib/test-support/per-process";
import { graphLanes } from "./graph-lanes";
import { commitsPerPage, readLogPage } from "./log-page";

const fakeApi = await fakeArtifactsForTests();
const content = { namespace: "acme", name: "demo", id: "log_page" };

let tip: string;
/** 421 commits in two lines that meet every twenty: at most ends of pages both are open. */
beforeAll(async () => {
  let input = "";
  for (let mark = 1; mark <= 421; mark += 1) {
    const isJoin = mark % 20 === 1;
    input += `commit refs/heads/main\nmark :${mark}\ncommitter A <a@b.c> ${1_767_225_600 + mark} +0000\ndata 1\nx\n`;
    if (mark > 1) input += `from :${Math.max(1, isJoin || mark % 20 === 2 ? mark - 1 : mark - 2)}\n`;
    if (mark > 1 && isJoin) input += `merge :${mark - 2}\n`;
    input += "\n";
  }
  await fakeApi.git(["fast-import", "--quiet", "--force"], input);
  tip = (await fakeApi.git(["rev-parse", "refs/heads/main"])).trim();
});

describe("a page of a log", () => {
  it("has the lines that the pages before leave open, as if all were one", async () => {
    const all = await listCommits(content, tip, { limit: 1_000 });
    const whole = graphLanes(all).rows;
    for (const page of [1, 2, 3, 6]) {
      const start = (page - 1) * commitsPerPage;
      const { commits, graph, hasNext } = await readLogPage(content, tip, page);
      expect(commits).toEqual(all.slice(start, start + commitsPerPage));
      expect(graph).toEqual(whole.slice(start, start + commitsPerPage));
      expect(hasNext).toBe(true);
    }
    expect(whole.some(({ through }, at) => at % commitsPerPage === 0 && through.length > 0)).toBe(true);
  });

  it("looks back at a few pages alone, which who walks has read already", async () => {
    for (let page = 1; page <= 8; page += 1) await readLogPage(content, tip, page);
    fakeApi.forgetRequests();
    expect((await readLogPage(content, tip, 9)).hasNext).toBe(false);
    expect(fakeApi.requestsTo("/log")).toHaveLength(1);
    forgetPerProcess("object-cache");
    await readLogPage(content, tip, 9);
    expect(fakeApi.requestsTo("/log")).toHaveLength(7);
  });

  it("is empty behind the end", async () => {
    expect(await readLogPage(content, tip, 40)).toEqual({ commits: [], graph: [], hasNext: false });
  });
});
