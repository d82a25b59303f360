import { describe, expect, it } from "vitest";
import { TURNS } from "../../src/trace/landmarks.js";
import type { Outline, OutlinePart } from "../../src/trace/outline.js";
import { openTrace } from "../../src/trace/reader.js";
import type { EventRecord, HeaderRecord } from "../../src/trace/records.js";
import type { TraceFile } from "../../src/trace/traceFile.js";
import { TraceWriter } from "../../src/trace/writer.js";
import { bytesOf, TraceMaker } from "./makeTrace.js";
import { makeTree } from "./treeOfBranches.js";

type Row = readonly (string | number)[];

/** What an outline lists, as plain rows. */
interface Listed {
  readonly events: Row[];
  readonly sent: Row[];
  readonly lost: Row[];
  readonly turns: Row[];
  readonly flags: Row[];
  readonly links: Row[];
}

function empty(): Listed {
  return { events: [], sent: [], lost: [], turns: [], flags: [], links: [] };
}

/** The outline as rows; that its parts follow each other is checked on the way. */
function listed(outline: Outline): Listed {
  const all = empty();
  let next = 1;
  for (const part of outline.parts) {
    expect(part.first).toBe(next);
    next = part.last + 1;
    listPart(all, part, outline);
  }
  expect(next).toBe(outline.length + 1);
  return all;
}

function listPart(all: Listed, part: OutlinePart, { flagNames }: Outline): void {
  const rows = (...columns: ArrayLike<number>[]) =>
    Array.from({ length: columns[0]?.length ?? 0 }, (_, i) => columns.map((c) => c[i] ?? NaN));
  const { messages, losses, turns, flags } = part;
  all.events.push(...rows(part.times, part.nodes));
  all.sent.push(...rows(messages.sentAt, messages.from, messages.to));
  all.lost.push(...rows(losses.at, losses.from, losses.to));
  all.turns.push(...rows(turns.at, turns.node, turns.turn).filter(([, , t]) => t !== TURNS.seen));
  for (const [at = 0, number = -1] of rows(flags.at, flags.name)) {
    all.flags.push([at, flagNames[number]?.tone ?? "", flagNames[number]?.name ?? ""]);
  }
  for (const { at, links, isCut } of part.linkChanges) {
    all.links.push([at, String(isCut), ...links.map((link) => link.join(">"))]);
  }
}

/** The same, found by going through all events. */
function expected(trace: TraceFile, branch: string, upTo: number): Listed {
  const all = empty();
  const places = new Map(trace.header.nodes.map(({ id }, place) => [id, place]));
  const senders: Row[] = [];
  for (let at = 1; at <= upTo; at++) {
    const event = trace.event(branch, at);
    const node = "node" in event ? (places.get(event.node) ?? -1) : -1;
    all.events.push([event.timeMs, node]);
    listTurns(all, event, node, trace.header);
    for (const id of lostBy(event)) all.lost.push([at, ...(senders[id - 1] ?? [])]);
    for (const effect of event.effects ?? []) {
      if (effect.effect !== "send") continue;
      const copied = senders[(effect.copyOf ?? 0) - 1]?.[0];
      const ends = [copied ?? node, places.get(effect.to) ?? -1];
      senders.push(ends);
      all.sent.push([at, ...ends]);
      if (effect.fate !== undefined) all.lost.push([at, ...ends]);
    }
    for (const { invariant, holds } of event.flips ?? []) {
      all.flags.push([at, holds ? "restored" : "violated", invariant]);
    }
    for (const { name } of event.moments ?? []) all.flags.push([at, "moment", name]);
    if (event.event !== "cut" && event.event !== "restore") continue;
    const isCut = String(event.event === "cut");
    all.links.push([at, isCut, ...event.links.map((link) => link.join(">"))]);
  }
  return all;
}

function lostBy(event: EventRecord): readonly number[] {
  if (event.event === "drop" || event.event === "lose") return [event.message];
  return event.event === "cut" ? event.lost : [];
}

function listTurns(all: Listed, event: EventRecord, node: number, header: HeaderRecord): void {
  const { at, view } = event;
  if (event.event === "crash") all.turns.push([at, node, TURNS.down]);
  if (event.event === "start" || event.event === "restart") all.turns.push([at, node, TURNS.up]);
  const roles = header.kinds.server?.roles.map(({ name }) => name) ?? [];
  if (view) all.turns.push([at, node, roles.indexOf(view.role)]);
}

async function open(lines: readonly string[]): Promise<TraceFile> {
  const opened = await openTrace(bytesOf(lines), { source: "test" });
  if (!opened.ok || opened.value.damage.length > 0) throw new Error("a sound file opens");
  return opened.value.trace;
}

describe("the outline of a path", () => {
  it.each([1, 2, 3])("lists what its events say, on every branch (tree %i)", async (seed) => {
    const { lines } = makeTree(seed, 16);
    const trace = await open(lines);
    for (const { id } of trace.branches) {
      const length = trace.length(id);
      expect(listed(trace.outline(id))).toEqual(expected(trace, id, length));
      const half = Math.floor(length / 2);
      expect(listed(trace.outline(id, half))).toEqual(expected(trace, id, half));
    }
  });

  it("tells all kinds of things in these trees", async () => {
    const trace = await open(makeTree(1, 16).lines);
    const { lost, turns, flags, links } = expected(trace, "b1", trace.length("b1"));
    expect([lost, turns, flags, links].every((rows) => rows.length > 0)).toBe(true);
  });

  it("stays as it was while the branch grows, and then has what came", async () => {
    const maker = new TraceMaker({ seed: 5 });
    const lines: string[] = [];
    const states = () => maker.states();
    const writer = new TraceWriter((line) => lines.push(line), { states });
    writer.write(maker.header);
    for (let n = 0; n < 200; n++) writer.write(maker.next());
    const trace = await open(lines);
    const before = trace.outline("b1");
    const then = listed(before);
    trace.extend("b1");
    for (let n = 0; n < 300; n++) trace.append(maker.next());
    expect(listed(before)).toEqual(then);
    expect(listed(trace.outline("b1"))).toEqual(expected(trace, "b1", 500));
    expect(listed(trace.outline("b1", 200))).toEqual(then);
  });

  it("says of a node that never started from when on it was seen", async () => {
    const maker = new TraceMaker({ seed: 5 });
    const event = { kind: "event", branch: "b1", timeMs: 0, event: "local", label: "x" };
    const lines = [
      { ...maker.header, engine: undefined },
      { ...event, at: 1, node: "n2" },
      { ...event, at: 2, node: "n2" },
    ];
    const trace = await open(lines.map((line) => `${JSON.stringify(line)}\n`));
    const turns = trace.outline("b1").parts[0]?.turns;
    expect([turns?.at.length, turns?.node[0], turns?.turn[0]]).toEqual([1, 1, TURNS.seen]);
  });

  it("takes a link that is removed for one that is cut no more", async () => {
    const maker = new TraceMaker({ seed: 5 });
    const links = [["n1", "n2"]];
    const event = { kind: "event", branch: "b1", timeMs: 0, links };
    const lines = [
      maker.header,
      { ...event, at: 1, event: "cut", lost: [] },
      { ...event, at: 2, event: "removeLink", lost: [] },
    ];
    const trace = await open(lines.map((line) => `${JSON.stringify(line)}\n`));
    expect(trace.outline("b1").parts[0]?.linkChanges).toEqual([
      { at: 1, links, isCut: true },
      { at: 2, links, isCut: false },
    ]);
  });
});
