import { describe, expect, it } from "vitest";
import type { AnyProtocol } from "../../src/protocol/protocol.js";
import { findProtocol } from "../../src/protocols/catalogue.js";
import { causalityOf, type Causality, type Relation } from "../../src/trace/causality.js";
import type { BranchId, NodeId } from "../../src/trace/ids.js";
import { openTrace } from "../../src/trace/reader.js";
import type { RecordedTrace } from "../../src/trace/recordedTrace.js";
import { FIRST_BRANCH, type EventRecord } from "../../src/trace/records.js";
import { disturbedRun, type Disturbance } from "../properties/recordedRun.js";
import { gossipProtocol } from "../simulator/gossip.js";
import { good } from "../simulator/runs.js";
import { anyChange, anyCluster, anyIntervention, Dice } from "../properties/faultPlan.js";
import { bytesOf } from "./makeTrace.js";
import { makeTree } from "./treeOfBranches.js";

/** For every event all that happened before it, found in the plainest way from the records. */
function pastsOf(trace: RecordedTrace, branch: BranchId): readonly ReadonlySet<number>[] {
  const pasts: Set<number>[] = [new Set()];
  const lastAt = new Map<NodeId, number>();
  const lastDeed = new Map<number, number>();
  for (let at = 1; at <= trace.length(branch); at++) {
    const record = trace.event(branch, at);
    const causes: number[] = noticeCause(trace, branch, record);
    if ("message" in record) causes.push(lastDeed.get(record.message) ?? NaN);
    if ("node" in record && record.event !== "lose") {
      causes.push(lastAt.get(record.node) ?? 0);
      lastAt.set(record.node, at);
    }
    if (["hold", "release", "delay"].includes(record.event) && "message" in record) {
      lastDeed.set(record.message, at);
    }
    for (const effect of record.effects ?? []) {
      if (effect.effect === "send") lastDeed.set(effect.message, at);
    }
    const known = causes.filter((cause) => cause !== 0);
    pasts.push(new Set([...known, ...known.flatMap((cause) => [...(pasts[cause] ?? [])])]));
  }
  return pasts;
}

/** The crash or restart that a notice tells of, by counting boots. */
function noticeCause(trace: RecordedTrace, branch: BranchId, record: EventRecord): number[] {
  if (!("peer" in record)) return [];
  let boots = 0;
  for (let at = 1; at < record.at; at++) {
    const { event, ...one } = trace.event(branch, at);
    if (!("node" in one) || one.node !== record.peer) continue;
    if (event === "start" || event === "restart") boots++;
    if (boots !== record.incarnation) continue;
    const isUp = event === "start" || event === "restart";
    const isDown = event === "crash" || event === "removeNode";
    if (record.event.endsWith("Up") ? isUp : isDown) return [at];
  }
  return [];
}

function expectAsClosure(trace: RecordedTrace, branch: BranchId, causality: Causality): void {
  const pasts = pastsOf(trace, branch);
  const length = trace.length(branch);
  expect(causality.length).toBe(length);
  for (let event = 1; event <= length; event++) {
    const relations = causality.relationsTo(event);
    const found: Relation[] = [];
    const wanted: Relation[] = [];
    for (let at = 1; at <= length; at++) {
      found.push(relations.of(at));
      const isPast = pasts[event]?.has(at) === true;
      const isFuture = pasts[at]?.has(event) === true;
      wanted.push(at === event ? "self" : isPast ? "past" : isFuture ? "future" : "concurrent");
    }
    expect(found, `branch ${branch}, event ${event}`).toEqual(wanted);
    expect(relations.counts.past).toBe(wanted.filter((one) => one === "past").length);
  }
}

async function opened(lines: readonly string[]): Promise<RecordedTrace> {
  const read = await openTrace(bytesOf(lines), { source: "test" });
  if (!read.ok || read.value.damage.length > 0) throw new Error(JSON.stringify(read));
  return read.value.trace;
}

/** A run under faults of all kinds, as a trace. */
function disturbed(seed: number, of: Disturbance): Promise<RecordedTrace> {
  const { header, interventions, events } = disturbedRun(anyCluster(seed), 150, 100, of);
  const made = interventions.map((line) => ({
    line,
    after: (JSON.parse(line) as { readonly after: number }).after,
  }));
  const lines = events.flatMap((event, at) => [
    ...made.filter(({ after }) => after === at).map(({ line }) => line),
    event,
  ]);
  return opened([header, ...lines].map((line) => `${line}\n`));
}

const raft = good(findProtocol("raft"));
const ring = good(findProtocol("token-ring"));
const gossip: AnyProtocol = gossipProtocol;
/** What happens in the runs, and what some of them must hold. */
const disturbances: readonly (readonly [string, Disturbance, readonly string[]])[] = [
  ["crashes and bent messages", { protocol: raft, anyDeed: anyIntervention }, ["lose", "hold"]],
  [
    "forged messages, nodes that come and go",
    { protocol: gossip, anyDeed: anyChange },
    ["forge", "addNode"],
  ],
  ["a failure detector", { protocol: ring, anyDeed: anyIntervention }, ["peerDown", "peerUp"]],
];

/** A log of another tool as a trace: each event with its vector clock, several sends, receives. */
function foreignLog(seed: number): { lines: readonly string[]; clocks: readonly number[][] } {
  const dice = new Dice(seed, "log");
  const nodes = ["n1", "n2", "n3", "n4"].map((id) => ({ id, name: `host ${id}`, kind: "host" }));
  const header = {
    ...{ kind: "header", format: "lockstep-trace", version: 1, nodes, timed: false },
    kinds: { host: { roles: [], fields: [], lanes: [] } },
    ...{ invariants: [], questions: {}, routine: { messages: [], timers: [] } },
  };
  const now = nodes.map(() => nodes.map(() => 0));
  const onTheirWay: { message: number; to: number; clock: readonly number[] }[] = [];
  const clocks: number[][] = [];
  let messages = 0;
  const lines = [JSON.stringify(header)];
  for (let at = 1; at <= 120; at++) {
    const place = dice.between(0, 3);
    const clock = now[place] ?? [];
    const arrived = onTheirWay.filter(({ to }) => to === place && dice.isOneIn(2));
    for (const { clock: other } of arrived) {
      other.forEach((count, i) => (clock[i] = Math.max(clock[i] ?? 0, count)));
    }
    for (const one of arrived) onTheirWay.splice(onTheirWay.indexOf(one), 1);
    clock[place] = (clock[place] ?? 0) + 1;
    clocks.push([...clock]);
    const effects = Array.from({ length: dice.between(0, 2) }, () => {
      const to = dice.between(0, 3);
      onTheirWay.push({ message: ++messages, to, clock: [...clock] });
      const said = { type: "m", label: "m", body: null };
      return { effect: "send", message: messages, to: `n${to + 1}`, ...said };
    });
    const happening = { event: "local", node: `n${place + 1}`, label: "an event" };
    const received = arrived.map(({ message }) => message);
    const ends = received.length === 0 ? {} : { received };
    const head = { kind: "event", branch: FIRST_BRANCH, at, timeMs: 0 };
    lines.push(JSON.stringify({ ...head, ...happening, ...ends, effects }));
  }
  return { lines: lines.map((line) => `${line}\n`), clocks };
}

/** Whether the one event happened before the other, by their vector clocks. */
function isBefore(a: readonly number[], b: readonly number[]): boolean {
  return a.every((count, i) => count <= (b[i] ?? 0)) && a.some((count, i) => count < (b[i] ?? 0));
}

describe("causality", () => {
  it("is that of the vector clocks in another tool's log", async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { lines, clocks } = foreignLog(seed);
      const causality = causalityOf(await opened(lines), FIRST_BRANCH);
      for (const [i, clock] of clocks.entries()) {
        const relations = causality.relationsTo(i + 1);
        const found = clocks.map((_, k) => relations.of(k + 1));
        const wanted = clocks.map((other, k): Relation => {
          if (k === i) return "self";
          return isBefore(other, clock) ? "past" : isBefore(clock, other) ? "future" : "concurrent";
        });
        expect(found, `seed ${seed}, event ${i + 1}`).toEqual(wanted);
      }
    }
  });

  it("is the transitive closure of its edges on every branch of a tree", async () => {
    for (let seed = 1; seed <= 3; seed++) {
      const trace = await opened(makeTree(seed, 40).lines);
      for (const { id } of trace.branches) expectAsClosure(trace, id, causalityOf(trace, id));
    }
  });

  it.each(disturbances)("is the closure in runs with %s", async (_, of, hoped) => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 12; seed++) {
      const trace = await disturbed(seed, of);
      expectAsClosure(trace, FIRST_BRANCH, causalityOf(trace, FIRST_BRANCH));
      for (let at = 1; at <= trace.length(FIRST_BRANCH); at++) {
        seen.add(trace.event(FIRST_BRANCH, at).event);
      }
    }
    for (const event of hoped) expect(seen).toContain(event);
  });
});
