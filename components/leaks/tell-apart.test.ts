import { expect, it } from "vitest";
import type { LabelledToken } from "@/lib/wire/answers";
import type { TokenProbe } from "@/lib/wire/leak-events";
import type { LeakState, Stage } from "./leak-state";
import { isTold, othersOf, tellApart } from "./tell-apart";

const probe: TokenProbe = {
  namespace: "acme",
  repo: "shop",
  verdict: "alive",
  scope: "write",
  status: 200,
  said: "git-receive-pack: open",
};

const token = (id: string): LabelledToken => ({
  id,
  scope: "write",
  state: "active",
  created_at: "2026-06-01T00:00:00Z",
  expires_at: "2026-06-02T00:00:00Z",
  label: null,
  isInitial: false,
  purpose: null,
});

const leak = (mask: string, stage: Stage): LeakState => ({
  mask,
  isCut: false,
  expiresAt: null,
  places: [],
  address: null,
  nearby: [],
  secret: mask,
  stage,
});

const alive = (mask: string, ids: string[], toldBy: "id" | "only" | null = null) =>
  leak(mask, {
    name: "alive",
    probe,
    tokens: ids.map(token),
    toldBy,
    activity: "asking",
    isRevoking: false,
    trouble: null,
  });

const killed = (mask: string, id: string, others: string[] = []) =>
  leak(mask, {
    name: "killed",
    kill: {
      before: probe,
      proof: { ...probe, verdict: "dead" },
      token: token(id),
      others: others.map(token),
      activity: "unknown",
      revokedAt: 0,
      tookMs: 0,
    },
  });

const candidates = (leaks: readonly LeakState[]) =>
  tellApart(leaks).map(({ stage }) =>
    stage.name === "alive" ? [stage.toldBy, ...stage.tokens.map(({ id }) => id)] : [stage.name],
  );

it("leaves out what is known to be another leak's, and so tells the last one left", () => {
  expect(candidates([alive("a", ["1"], "id"), alive("b", ["1", "2"])])).toEqual([
    ["id", "1"],
    ["others", "2"],
  ]);
  // What is told tells on: the order in which they stand does not matter.
  expect(
    candidates([alive("c", ["1", "2", "3"]), alive("b", ["1", "2"]), alive("a", ["1"], "only")]),
  ).toEqual([
    ["others", "3"],
    ["others", "2"],
    ["only", "1"],
  ]);
});

it("tells nothing of two that fit the same two", () => {
  const both = [alive("a", ["1", "2"]), alive("b", ["1", "2"])];
  expect(candidates(both)).toEqual([
    [null, "1", "2"],
    [null, "1", "2"],
  ]);
  expect(tellApart(both).filter(isTold)).toEqual([]);
});

it("leaves out what was revoked for another", () => {
  expect(candidates([killed("a", "1", ["2"]), alive("b", ["1", "2", "3", "4"])])).toEqual([
    ["killed"],
    [null, "3", "4"],
  ]);
});

it("names the live ones that may have gone with another's", () => {
  const [a, b, c] = [alive("a", ["1", "2"]), alive("b", ["2", "3"]), alive("c", ["4"], "only")];
  expect(othersOf([a, b, c, killed("d", "2")], a, [token("1"), token("2")])).toEqual([b]);
});
