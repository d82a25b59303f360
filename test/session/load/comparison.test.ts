import { describe, expect, it } from "vitest";
import { findProtocol } from "../../../src/protocols/catalogue.js";
import {
  gatherLoads,
  makeLoadRun,
  planLoads,
  spreadAt,
  type LoadPlan,
  type LoadResult,
  type Subject,
} from "../../../src/session/load/comparison.js";
import { drawHoldMs, drawThinkMs } from "../../../src/session/load/demand.js";

const APART = ["Write", "Written", "Edit"];

function subject(name: string, crashes?: string, stage?: string): Subject {
  const protocol = findProtocol(name);
  if (!protocol.ok) throw new Error(`no protocol ${name}`);
  return {
    ...{ name, protocol: protocol.value, wish: {} },
    ...(crashes === undefined ? {} : { crashes }),
    ...(stage === undefined ? {} : { stage }),
  };
}

const BOTH = [subject("mutex-server"), subject("token-ring", undefined, "ring")];

function resultsOf(wish: Partial<LoadPlan>): readonly LoadResult[] {
  const usual = { subjects: BOTH, seeds: [1, 2, 3], holdMs: 60, forMs: 15_000, apart: APART };
  const plan = { ...usual, points: [{ clients: 5, thinkMs: 1000 }], ...wish };
  const planned = planLoads(plan);
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems));
  const runs = planned.value.map((one) => makeLoadRun(plan, one));
  return gatherLoads(plan, planned.value, runs).results;
}

function medians(results: readonly LoadResult[], name: Parameters<typeof spreadAt>[1]) {
  return results.map((result) => spreadAt(result, name)?.median ?? NaN);
}

describe("the same demand", () => {
  it("is a function of seed, client and request, with the mean that was wished", () => {
    const demand = { seed: 7, thinkMs: 100, holdMs: 60 };
    const draws = (draw: typeof drawThinkMs) =>
      Array.from({ length: 2000 }, (_, request) => draw(demand, 1, request));
    const [thinks, holds] = [draws(drawThinkMs), draws(drawHoldMs)];
    expect(draws(drawThinkMs)).toEqual(thinks);
    expect(drawThinkMs(demand, 2, 0)).not.toBe(drawThinkMs({ ...demand, seed: 8 }, 2, 0));
    expect([Math.min(...thinks), Math.max(...thinks)]).toEqual([0, 200]);
    expect([Math.min(...holds), Math.max(...holds)]).toEqual([30, 90]);
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
    expect(Math.abs(mean(thinks) - 100)).toBeLessThan(5);
    expect(Math.abs(mean(holds) - 60)).toBeLessThan(2);
  });

  it("meets every protocol: whoever has not asked before asks at the same time", () => {
    const results = resultsOf({ seeds: [4] });
    const firsts = results.map(({ runs }) => {
      const { sections = [], clients = [] } = runs[0]?.service ?? {};
      return clients.map((one) => sections.find(({ client }) => client === one)?.asked.timeMs);
    });
    expect(firsts[0]).toHaveLength(5);
    expect(firsts[0]).not.toContain(undefined);
    expect(firsts[1]).toEqual(firsts[0]);
  });

  it("gives the same figures twice, and others with other seeds", () => {
    const wish = { seeds: [1], forMs: 5000 };
    expect(resultsOf(wish)[1]?.runs).toEqual(resultsOf(wish)[1]?.runs);
    const other = resultsOf({ ...wish, seeds: [2] });
    expect(other[1]?.runs[0]?.service).not.toEqual(resultsOf(wish)[1]?.runs[0]?.service);
  });

  it("runs over links that keep the order for all when one protocol needs that", () => {
    const plan = { subjects: BOTH, points: [{ clients: 3, thinkMs: 0 }], seeds: [1] };
    const planned = planLoads({ ...plan, holdMs: 60, forMs: 1000, apart: [] });
    const networks = planned.ok ? planned.value.map(({ setup }) => setup.network) : [];
    expect(networks[0]).toMatchObject({ fifo: true });
    expect(networks[1]).toEqual(networks[0]);
  });
});

describe("what theory says", () => {
  it("of messages: three by a server; one on a ring when all always want it", () => {
    const [server = NaN, ring = NaN] = medians(
      resultsOf({ points: [{ clients: 5, thinkMs: 0 }] }),
      "messagesPerSection",
    );
    expect(server).toBeGreaterThan(2.9);
    expect(server).toBeLessThan(3.2);
    expect(ring).toBeGreaterThan(0.95);
    expect(ring).toBeLessThan(1.1);
  });

  it("of an idle ring: as many messages as links can carry, however few want it", () => {
    const [light, lighter] = resultsOf({
      ...{ subjects: BOTH.slice(1), forMs: 30_000, apart: ["Edit"] },
      points: [2000, 8000].map((thinkMs) => ({ clients: 3, thinkMs })),
    });
    const tokens = (result: LoadResult | undefined) =>
      result?.runs[0]?.service.messages.Token ?? NaN;
    // 30 s at 20 ms a link are 1500, less the time inside.
    expect(tokens(light)).toBeGreaterThan(1300);
    expect(tokens(lighter)).toBeGreaterThan(1400);
    expect(tokens(lighter)).toBeLessThan(1600);
  });

  it("of waiting when nobody else wants it: two links by a server, half a round on a ring", () => {
    const points = [3, 9].map((clients) => ({ clients, thinkMs: clients * 4000 }));
    const [small, smallRing, large, largeRing] = medians(
      resultsOf({ points, forMs: 60_000 }),
      "waitMedianMs",
    ) as [number, number, number, number];
    for (const wait of [small, large]) expect(Math.abs(wait - 40)).toBeLessThan(8);
    expect(Math.abs(smallRing - 30)).toBeLessThan(15);
    expect(Math.abs(largeRing - 90)).toBeLessThan(30);
  });
});

describe("a crash", () => {
  it("of the server stops the service until it is back and has recovered", () => {
    const crash = { atMs: 5000, downMs: 800 };
    const subjects = [subject("mutex-server", "server"), subject("token-ring", "token")];
    const points = [{ clients: 5, thinkMs: 200 }];
    const results = resultsOf({ subjects, points, forMs: 10_000, crash });
    const [server = NaN, ring = NaN] = medians(results, "longestGapMs");
    expect(server).toBeGreaterThan(800);
    expect(server).toBeLessThan(1500);
    // Without the token nobody enters before a query has gone round.
    expect(ring).toBeGreaterThan(200);
    expect(ring).toBeLessThan(800);
    for (const { runs } of results) {
      for (const { crashedMs, violations, service } of runs) {
        expect(crashedMs).toBeGreaterThanOrEqual(5000);
        expect(crashedMs).toBeLessThan(5300);
        expect(violations).toEqual([]);
        expect(service.sections.at(-1)?.entered.timeMs).toBeGreaterThan(10_000);
      }
    }
  });

  it("of who is inside frees the critical section, and its client asks again", () => {
    const crash = { atMs: 3000, downMs: 300 };
    const subjects = [subject("mutex-server", "critical section")];
    const [result] = resultsOf({ subjects, forMs: 8000, crash, seeds: [3] });
    const { service, crashedMs = NaN } = result?.runs[0] ?? {};
    const sections = service?.sections ?? [];
    const times = sections.map(({ entered }) => entered.timeMs - 1000);
    const inside = sections[times.filter((enteredMs) => enteredMs <= crashedMs).length - 1];
    const later = sections.filter((_, place) => (times[place] ?? 0) > crashedMs);
    expect(later.length).toBeGreaterThan(5);
    expect(later.map(({ client }) => client)).toContain(inside?.client);
    expect(service?.longestGapMs).toBeLessThan(200);
  });

  it("that breaks a promise is told with the run", () => {
    const subjects = [subject("mutex-server", "server", "stateless")];
    const crash = { atMs: 3000, downMs: 10 };
    const wish = { points: [{ clients: 5, thinkMs: 500 }], holdMs: 500, forMs: 6000 };
    const results = resultsOf({ subjects, crash, ...wish, seeds: [1, 2, 3, 4] });
    const violations = results.flatMap(({ runs }) => runs.flatMap((run) => run.violations));
    expect(violations).toContain("Mutual Exclusion");
  });
});

describe("a plan that cannot be", () => {
  it("is refused with every reason once", () => {
    const raft = { ...BOTH[0], ...subject("raft") };
    const points = [{ clients: 12, thinkMs: 0 }];
    const plan = { subjects: [...BOTH, raft], points, seeds: [1, 2], holdMs: 60 };
    const planned = planLoads({ ...plan, forMs: 1000, apart: [] });
    expect(planned.ok ? [] : planned.problems.map(({ problem }) => problem)).toEqual([
      "mutex-server: nodes: mutex-server takes 1 to 9 of kind client, found 12",
      "token-ring: nodes: token-ring takes 1 to 9 of kind peer, found 12",
      "expected a protocol of mutual exclusion (a kind of node with blocks " +
        '"critical section", a command enter and a timer leave), found raft',
    ]);
  });
});
