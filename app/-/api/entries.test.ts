import { expect, it } from "vitest";
import { commitFiles } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { entryRows } from "@/lib/wire/answers";
import { failureBody } from "@/lib/wire/failure";
import * as entries from "./namespaces/[namespace]/repos/[repo]/entries/route";

const fakeApi = await fakeArtifactsForTests();

const ask = (query: Record<string, string>) =>
  entries.GET(new Request(`http://127.0.0.1:3000/?${new URLSearchParams(query)}`), {
    params: Promise.resolve({ namespace: "acme", repo: "demo" }),
  });

const longName = (at: number) => `file-${String(at).padStart(4, "0")}.txt`;

it("gives rows of a directory from one on, with links to the ref, to be kept for a while", async () => {
  const files = Array.from({ length: 2_600 }, (_, at) => [`many/${longName(at)}`, { content: "" }] as const);
  const odd = { "many/<b>\u202e.txt": { content: "" }, "other/a.txt": { content: "" } };
  const head = await commitFiles(fakeApi, "main", { ...Object.fromEntries(files), ...odd });
  const tree = (await fakeApi.git(["rev-parse", `${head}^{tree}`])).trim();
  const place = { ref: "v1/x", tree, path: "many" };
  const rowsFrom = async (from: number) => {
    const response = await ask({ ...place, from: String(from) });
    expect(response.headers.get("cache-control")).toBe("private, max-age=60");
    return entryRows.parse(await response.json()).html;
  };
  const whole = await rowsFrom(0);
  expect(whole.match(/role=listitem/g)).toHaveLength(2_500);
  expect(whole).toContain("&lt;b&gt;");
  expect(whole).not.toContain("<b>");
  const rest = await rowsFrom(2_599);
  expect(rest.match(/role=listitem/g)).toHaveLength(2);
  expect(rest).toContain(`href=/acme/demo/blob/v1/x/many/${longName(2_599)}>`);
  expect(await rowsFrom(2_601)).toBe("");

  for (const [query, status] of [
    [{ ...place, path: "none", from: "0" }, 404],
    [{ ...place, path: "other/a.txt", from: "0" }, 404],
    [{ ...place, tree: "0".repeat(40), from: "0" }, 404],
    [{ ...place, tree: "main", from: "0" }, 400],
    [{ ...place, from: "-1" }, 400],
  ] as const) {
    const refused = await ask(query);
    expect([query, refused.status]).toEqual([query, status]);
    failureBody.parse(await refused.json());
  }
});
