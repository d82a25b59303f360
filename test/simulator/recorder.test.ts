import { describe, expect, it } from "vitest";
import { Recorder } from "../../src/simulator/recorder.js";
import { Simulator } from "../../src/simulator/simulator.js";
import { findSchemaProblems } from "../trace/checkLines.js";
import { act, FULL, QUIET, setupOf, startedRun, stepsUntilMs, tellingRun } from "./runs.js";

describe("a recorder", () => {
  it("writes a header that says all about the run", () => {
    const setup = setupOf({ stage: "rude", seed: 4, nodes: [{ name: "Zoé" }] });
    const header = new Recorder(setup).header({ title: "Gossip", about: "Watch it spread." });
    expect(header).toMatchObject({
      ...{ title: "Gossip", about: "Watch it spread.", timed: true },
      engine: { protocol: "gossip", engineVersion: 3, stage: "rude", seed: 4 },
      nodes: [{ id: "n1", name: "Zoé", kind: "gossip" }],
      kinds: { listener: { roles: [], fields: [], lanes: [] } },
      invariants: [
        { name: "Few Rumours", promised: true },
        { name: "Few Thanks", promised: true },
        { name: "All Up", promised: true },
      ],
      questions: { heed: "Why does {node:node} not listen?" },
      routine: { messages: [], timers: ["round"] },
    });
    expect(JSON.parse(JSON.stringify(header))).toEqual(header);
    const polite = new Recorder(setupOf({ stage: "polite" })).header();
    expect(polite.invariants[0]?.promised).toBe(false);
  });

  it("writes what a step did, with labels, changes and views", () => {
    const run = startedRun({ ...QUIET, nodes: 2 });
    const recorder = new Recorder(run.setup, "b7");
    const command = { type: "tell", text: "news" };
    const told = act(run, { type: "command", node: "n1", command }, 3);
    expect(recorder.event(told)).toEqual({
      ...{ kind: "event", branch: "b7", at: 3, timeMs: 3, by: "i1" },
      ...{ event: "command", node: "n1", id: 1, command },
      effects: [
        {
          ...{ effect: "send", message: 1, to: "n2", type: "Rumour", label: "psst news" },
          ...{ body: { type: "Rumour", text: "news" }, arrivesMs: 13 },
        },
        { effect: "reply", command: 1, result: "told news" },
      ],
      change: { fields: { told: ["news"] } },
      notes: [{ template: "{who:node} tells {text}", facts: { who: "n1", text: "news" } }],
    });
    expect(recorder.intervention(told)).toEqual({
      ...{ kind: "intervention", id: "i1", branch: "b7", after: 2, timeMs: 3 },
      does: { type: "command", node: "n1", command },
    });
    const [heard] = stepsUntilMs(run, 20);
    expect(heard && recorder.event(heard)).toMatchObject({
      ...{ event: "receive", node: "n2", message: 1 },
      change: { fields: { heard: ["news"] } },
      view: { role: "wise" },
      moments: [{ name: "first rumour" }],
    });
  });

  it("writes a view only when it changed, in whatever order steps are recorded", () => {
    const run = tellingRun({ nodes: 2 });
    act(run, { type: "command", node: "n1", command: { type: "tell", text: "more" } });
    const [first, second] = stepsUntilMs(run, 20);
    if (first === undefined || second === undefined) throw new Error("two rumours arrive");
    const forward = new Recorder(run.setup);
    const backward = new Recorder(run.setup);
    const ahead = [forward.event(first), forward.event(second)];
    const back = [backward.event(second), backward.event(first)].reverse();
    expect(back).toEqual(ahead);
    expect(ahead.map(({ view }) => view)).toEqual([{ role: "wise" }, undefined]);
  });

  it("marks an ignored message, a blocked one and a copy", () => {
    const run = tellingRun({ nodes: 2 });
    const recorder = new Recorder(run.setup);
    const copy = act(run, { type: "duplicate", message: 1 });
    expect(recorder.event(copy)).toMatchObject({ effects: [{ message: 2, copyOf: 1 }] });
    const [, ignored] = stepsUntilMs(run, 20);
    expect(ignored && recorder.event(ignored)).toMatchObject({ message: 2, ignored: true });
    act(run, { type: "isolate", node: "n1" });
    const command = { type: "tell", text: "more" };
    const blocked = recorder.event(act(run, { type: "command", node: "n1", command }));
    expect(blocked.effects?.[0]).toMatchObject({ fate: "blocked" });
    expect(blocked.effects?.[0]).not.toHaveProperty("arrivesMs");
  });

  it("writes the whole world", () => {
    const run = tellingRun();
    act(run, { type: "hold", message: 2 });
    act(run, { type: "cut", links: [["n3", "n1"]] });
    act(run, { type: "crash", node: "n2" });
    expect(new Recorder(run.setup).states(run)).toEqual({
      ...{ kind: "states", branch: "b1", after: 7, timeMs: 0 },
      nodes: {
        n1: {
          up: true,
          state: { told: ["news"], heard: [], rounds: 0, clockMs: 0, luck: 0 },
          view: { role: "fresh" },
          timers: [{ timer: "round", setAt: 1, setMs: 0, firesMs: 100_000 }],
        },
        n2: {
          up: false,
          state: { told: [], heard: [], rounds: 0, clockMs: 0, luck: 0 },
          view: { role: "fresh" },
          timers: [],
        },
        n3: {
          up: true,
          state: { told: [], heard: [], rounds: 0, clockMs: 0, luck: 0 },
          view: { role: "fresh" },
          timers: [{ timer: "round", setAt: 3, setMs: 0, firesMs: 100_000 }],
        },
      },
      inFlight: [1, 2],
      held: [2],
      cut: [["n3", "n1"]],
      violated: [],
    });
  });

  it("leaves out nodes that have not started", () => {
    const run = new Simulator(setupOf(), FULL);
    run.step();
    expect(Object.keys(new Recorder(run.setup).states(run).nodes)).toEqual(["n1"]);
  });

  it("writes nothing but what the published schema allows", () => {
    const run = tellingRun({ network: { dropPerMille: 100, duplicatePerMille: 100 } });
    const recorder = new Recorder(run.setup);
    const acts = [
      { type: "crash", node: "n1", afterEffects: 1 },
      { type: "hold", message: 1 },
      { type: "delay", message: 2, byMs: 3 },
      { type: "release", message: 1 },
      { type: "duplicate", message: 1 },
      { type: "drop", message: 2 },
      { type: "clock", node: "n3", ratePerMille: 900, offsetMs: -5 },
      { type: "isolate", node: "n3" },
      { type: "heal" },
      { type: "timeout", node: "n3", timer: "round" },
    ] as const;
    const steps = acts.map((does) => act(run, does));
    const acted = steps.flatMap((step) => [recorder.intervention(step), recorder.event(step)]);
    const later = Array.from({ length: 50 }, () => run.step()).flatMap((step) => step ?? []);
    const records = [
      recorder.header(),
      ...acted,
      ...later.map((step) => recorder.event(step)),
      recorder.states(run),
    ];
    expect(findSchemaProblems(records.map((record) => JSON.stringify(record)))).toEqual([]);
  });
});
