import { ensure } from "../base/assert.js";
import type { AnyProtocol } from "../protocol/protocol.js";
import type { BranchId, Json, JsonObject, NodeId } from "../trace/ids.js";
import {
  FIRST_BRANCH,
  TRACE_FORMAT,
  TRACE_VERSION,
  type EffectData,
  type EventRecord,
  type HeaderRecord,
  type InterventionRecord,
  type NodeStateData,
  type StatesRecord,
} from "../trace/records.js";
import type { KindSpec, ViewData } from "../trace/view.js";
import type { Setup } from "./setup.js";
import type { AnyState } from "./simNode.js";
import type { Simulator } from "./simulator.js";
import { stateChange } from "../trace/stateChange.js";
import type { SimEffect, SimStep } from "./step.js";

/**
 * Turns steps into the records of a trace, when somebody asks for them: simulating only keeps
 * references. It remembers nothing of the run, so steps may be recorded in any order and any number
 * of times.
 */
export class Recorder {
  private readonly views = new WeakMap<AnyState, ViewData>();

  /** Records go to that branch. */
  constructor(
    private readonly setup: Setup,
    private readonly branch: BranchId = FIRST_BRANCH,
  ) {}

  header(about: { readonly title?: string; readonly about?: string } = {}): HeaderRecord {
    const { protocol, stage, seed, features, config, timers, network, nodes } = this.setup;
    const { name, engineVersion, questions, routine, trails, ring } = protocol;
    return {
      ...{ kind: "header", format: TRACE_FORMAT, version: TRACE_VERSION },
      ...about,
      engine: {
        ...{ protocol: name, engineVersion, stage, seed },
        ...{ features, config, timers, network },
      },
      nodes,
      kinds: kindSpecs(protocol, features),
      invariants: protocol.invariants.map((invariant) => {
        const { name, about } = invariant;
        return { name, about, promised: invariant.promised(features) };
      }),
      questions,
      routine: { messages: routine.messages, timers: routine.timers },
      ...(trails === undefined ? {} : { trails }),
      ...(ring === undefined ? {} : { ring }),
      timed: true,
    };
  }

  event(step: SimStep): EventRecord {
    const { effects, remarks, findings, by } = step;
    const { guards, notes } = remarks;
    const { moments, flips } = findings;
    return {
      ...{ kind: "event", branch: this.branch, at: step.at, timeMs: step.timeMs },
      ...step.happening,
      ...(by === undefined ? {} : { by: by.id }),
      ...(effects.length === 0 ? {} : { effects: effects.map((one) => this.effect(one, step)) }),
      ...this.changes(step),
      ...(step.isIgnored ? { ignored: true } : {}),
      ...(guards.length === 0 ? {} : { guards }),
      ...(notes.length === 0 ? {} : { notes }),
      ...(moments.length === 0 ? {} : { moments }),
      ...(flips.length === 0 ? {} : { flips }),
    };
  }

  /** The intervention that made the step, to be written before its event. */
  intervention(step: SimStep): InterventionRecord {
    const { id, does } = ensure(step.by, `event ${step.at} was made by an intervention`);
    const place = { branch: this.branch, after: step.at - 1, timeMs: step.timeMs };
    return { kind: "intervention", id, ...place, does };
  }

  /** The whole world now. */
  states(simulator: Simulator): StatesRecord {
    const nodes: { [node: NodeId]: NodeStateData } = {};
    for (const { id, kind, isUp, state } of simulator.world.nodes) {
      if (state === undefined) continue;
      const timers = simulator.runningTimers(id);
      nodes[id] = { up: isUp, state: present(state), view: this.view(kind, state), timers };
    }
    return {
      ...{ kind: "states", branch: this.branch, after: simulator.at, timeMs: simulator.timeMs },
      nodes,
      inFlight: simulator.messagesInFlight(),
      held: simulator.messagesHeld(),
      cut: simulator.cutLinks(),
      violated: simulator.violated(),
    };
  }

  private effect(effect: SimEffect, step: SimStep): EffectData {
    switch (effect.what) {
      case "message":
        return this.send(effect, step.happening.event === "forge");
      case "setTimer":
        return { effect: "setTimer", timer: effect.timer, firesMs: effect.firesMs };
      case "cancelTimer":
        return { effect: "cancelTimer", timer: effect.timer };
      case "reply":
        return { effect: "reply", command: effect.command, result: effect.result as Json };
    }
  }

  private send(
    message: Extract<SimEffect, { readonly what: "message" }>,
    isForged: boolean,
  ): EffectData {
    const { id, to, body, arrivesMs, fate, copyOf } = message;
    const label = this.setup.protocol.labels[body.type]?.(body) ?? body.type;
    return {
      ...{ effect: "send", message: id, to, type: body.type, label, body },
      ...(arrivesMs === undefined ? {} : { arrivesMs }),
      ...(fate === undefined ? {} : { fate }),
      ...(copyOf === undefined ? {} : { copyOf }),
      ...(isForged ? { forged: true } : {}),
    };
  }

  private changes({ kind, before, after }: SimStep): Pick<EventRecord, "change" | "view"> {
    if (kind === undefined || after === undefined || before === after) return {};
    const change = stateChange(before, after);
    const view = this.view(kind, after);
    const isSeen = before === undefined || !isSameView(this.view(kind, before), view);
    return { ...(change === undefined ? {} : { change }), ...(isSeen ? { view } : {}) };
  }

  /** Views are kept beside their states, because each state is looked at before and after. */
  private view(kind: string, state: AnyState): ViewData {
    const known = this.views.get(state);
    if (known !== undefined) return known;
    const view = ensure(this.setup.protocol.kinds[kind], "a node has its kind").view.show(state);
    this.views.set(state, view);
    return view;
  }
}

function kindSpecs(
  protocol: AnyProtocol,
  features: Setup["features"],
): { readonly [kind: string]: KindSpec } {
  return Object.fromEntries(
    Object.entries(protocol.kinds).map(([kind, { view }]) => {
      const { roles, fields, lanes } = view;
      const existing = fields.flatMap(({ exists, ...spec }) =>
        (exists?.(features) ?? true) ? [spec] : [],
      );
      return [kind, { roles, fields: existing, lanes }];
    }),
  );
}

function isSameView(a: ViewData, b: ViewData): boolean {
  if (a === b) return true;
  if (a.role !== b.role || a.label !== b.label) return false;
  return isSameMap(a.blocks, b.blocks) && isSameMap(a.holds, b.holds);
}

function isSameMap(a: ViewData["blocks"] = {}, b: ViewData["blocks"] = {}): boolean {
  return Object.keys({ ...a, ...b }).every((name) => a[name] === b[name]);
}

/** The fields that a state has: an engine may set an optional one to undefined. */
function present(state: { readonly [field: string]: Json | undefined }): JsonObject {
  const fields: { [field: string]: Json } = {};
  for (const [field, value] of Object.entries(state)) {
    if (value !== undefined) fields[field] = value;
  }
  return fields;
}
