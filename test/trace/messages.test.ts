import { describe, expect, it } from "vitest";
import { ensure } from "../../src/base/assert.js";
import type { Fate } from "../../src/trace/fate.js";
import { openTrace } from "../../src/trace/reader.js";
import { fateAt, type MessageLife } from "../../src/trace/recordedTrace.js";
import type { EventRecord } from "../../src/trace/records.js";
import { bytesOf } from "./makeTrace.js";
import { makeTree } from "./treeOfBranches.js";

type Life = { -readonly [K in keyof MessageLife]: MessageLife[K] } & { holds: number[] };

/** All messages of a path, found by going through all its events. */
function livesOf(events: readonly EventRecord[]): Life[] {
  const lives: Life[] = [];
  const end = (event: EventRecord, id: number, fate: Fate): void => {
    const life = ensure(lives[id - 1], `message ${String(id)}`);
    life.endAt = event.at;
    life.endMs = event.timeMs;
    life.fate = fate;
  };
  for (const event of events) {
    if (event.event === "receive") {
      end(event, event.message, event.ignored ? "ignored" : "received");
    }
    if (event.event === "lose") end(event, event.message, "lost");
    if (event.event === "drop") end(event, event.message, "dropped");
    if (event.event === "cut") for (const id of event.lost) end(event, id, "blocked");
    if (event.event === "hold" || event.event === "release") {
      const life = ensure(lives[event.message - 1], "the message held");
      life.holds.push(event.at);
      life.fate = event.event === "hold" ? "held" : "inFlight";
    }
    if (event.event === "delay" || event.event === "release") {
      ensure(lives[event.message - 1], "the message delayed").arrivesMs = event.arrivesMs;
    }
    const sender = "node" in event ? event.node : undefined;
    for (const effect of event.effects ?? []) {
      if (effect.effect !== "send") continue;
      const { message: id, to, type, label, arrivesMs, copyOf } = effect;
      const copied = lives[(copyOf ?? 0) - 1]?.from;
      lives.push({
        id,
        from: sender ?? copied ?? "nobody",
        to,
        type,
        label,
        sentAt: event.at,
        sentMs: event.timeMs,
        ...(arrivesMs === undefined ? {} : { arrivesMs }),
        fate: "inFlight",
        ...(copyOf === undefined ? {} : { copyOf }),
        holds: [],
      });
      if (effect.fate !== undefined) end(event, id, effect.fate);
    }
  }
  return lives;
}

async function openTree(seed: number) {
  const { lines, paths } = makeTree(seed, 25);
  const opened = await openTrace(bytesOf(lines), { source: "a" });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return { trace: opened.value.trace, paths };
}

async function openLines(records: readonly object[]) {
  const lines = records.map((record) => `${JSON.stringify(record)}\n`);
  const opened = await openTrace(bytesOf(lines), { source: "a" });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  expect(opened.value.damage).toEqual([]);
  return opened.value.trace;
}

describe("messages of a path", () => {
  it.each([1, 2, 3, 4])("live as its events say (seed %d)", async (seed) => {
    const { trace, paths } = await openTree(seed);
    const fates = new Set<Fate>();
    for (const [branch, { events }] of paths) {
      const lives = livesOf(events);
      expect(lives.length).toBeGreaterThan(20);
      for (const life of lives) {
        expect(trace.message(branch, life.id)).toEqual(life);
        fates.add(life.fate);
      }
      expect(trace.message(branch, lives.length + 1)).toBeUndefined();
      expect(trace.message(branch, 0)).toBeUndefined();
    }
    expect(fates.size).toBeGreaterThan(4);
  });

  it.each([1, 2])("touch a window when they were on their way in it (seed %d)", async (seed) => {
    const { trace, paths } = await openTree(seed);
    for (const [branch, { events }] of paths) {
      const lives = livesOf(events);
      for (let from = 1; from <= events.length; from += 3) {
        for (const to of [from, from + 5, from + 40]) {
          const touching = lives.filter(
            ({ sentAt, endAt }) => sentAt <= to && (endAt ?? Infinity) >= from,
          );
          expect(trace.messages(branch, from, to)).toEqual(touching);
        }
      }
      expect(trace.messages(branch, 5, 4)).toEqual([]);
    }
  });

  it("have the fate at a cursor that the world shows there", async () => {
    const { trace, paths } = await openTree(7);
    for (const [branch, { events, worlds }] of paths) {
      const lives = livesOf(events);
      for (const { after, inFlight, held } of worlds) {
        const onTheirWay = lives.filter((life) =>
          ["inFlight", "held"].includes(fateAt(life, after) ?? ""),
        );
        expect(onTheirWay.map(({ id }) => id)).toEqual(inFlight);
        const kept = lives.filter((life) => fateAt(life, after) === "held");
        expect(kept.map(({ id }) => id)).toEqual(held);
      }
      expect(trace.length(branch)).toBe(events.length);
    }
  });
});

describe("a foreign trace", () => {
  it("ends every message that one event received", async () => {
    const both = { ...local(3, 3), node: "b", received: [1, 2], effects: [reply(3), reply(4)] };
    const lines = [header, local(1, 1), local(2, 2), both];
    const trace = await openLines(lines);
    for (const id of [1, 2]) {
      const life = ensure(trace.message("b1", id), `message ${String(id)}`);
      expect(life).toMatchObject({ sentAt: id, endAt: 3, fate: "received" });
      expect([1, 2, 3].map((cursor) => fateAt(life, cursor))).toContain("inFlight");
    }
    expect(trace.message("b1", 4)).toMatchObject({ from: "b", to: "a", fate: "noReceive" });
    expect(trace.messages("b1", 3, 3).map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  });

  const node = { kind: "p" };
  const header = {
    kind: "header",
    format: "lockstep-trace",
    version: 1,
    nodes: [
      { ...node, id: "a", name: "A" },
      { ...node, id: "b", name: "B" },
    ],
    kinds: { p: { roles: [], fields: [], lanes: [] } },
    invariants: [],
    questions: {},
    routine: { messages: [], timers: [] },
    timed: false,
  };
  const local = (at: number, message: number) => ({
    kind: "event",
    branch: "b1",
    at,
    timeMs: 0,
    event: "local",
    node: "a",
    label: "works",
    effects: [{ effect: "send", message, to: "b", type: "m", label: "m", body: null }],
  });
  const receive = {
    kind: "event",
    branch: "b1",
    at: 2001,
    timeMs: 0,
    event: "receive",
    node: "b",
    message: 7,
  };
  const reply = (message: number) => ({
    effect: "send",
    message,
    to: "a",
    type: "m",
    label: "m",
    body: null,
  });
  const sends = Array.from({ length: 2000 }, (_, i) => local(i + 1, i + 1));

  it("claims nothing about a message without a receive, however many there are", async () => {
    const trace = await openLines([header, ...sends, receive]);
    expect(trace.message("b1", 3)?.fate).toBe("noReceive");
    expect(trace.world("b1", 1900).inFlight.map(({ id }) => id)).toEqual([7]);
    expect(trace.messages("b1", 1000, 1001).map(({ id }) => id)).toEqual([7, 1000, 1001]);
    expect(trace.world("b1", 2001).nodes.get("b")).toEqual({
      up: true,
      state: {},
      view: { role: "" },
      timers: [],
    });
  });
});
