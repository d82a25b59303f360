/**
 * Random schedules of faults and commands, the same for the same seed, in two phases: first the
 * faults, then, with everything healed and restarted, time to recover. They have a generator of
 * their own: what is done to a run must not depend on what the run draws.
 */
import { assert } from "../../base/assert.js";
import type { JsonObject, Link, NodeId } from "../../trace/ids.js";
import { FAULT_KINDS, type FaultKind } from "../faults.js";
import type { AnyProtocol, MessageField } from "../protocol.js";
import type { Deed } from "./deeds.js";
import { makeDraw, pick, type Draw } from "./draw.js";
import type { Script, ScriptLine } from "./agenda.js";

export interface FaultPlan {
  readonly nodes: readonly NodeId[];
  /**
   * Faults begin between 0 and that time; each is over (healed, restarted) `forMs` later at most.
   */
  readonly untilMs: number;
  readonly forMs: number;
  readonly faults: number;
  readonly kinds: readonly FaultKind[];
  /** The timers that may be forced. */
  readonly timers?: readonly string[];
  /** The kinds of node of which some may be added; none unless given. */
  readonly newKinds?: readonly string[];
  readonly commands: number;
  /** The n-th command, from 0. */
  readonly command: (n: number, draw: Draw) => Command;
}

type Command = JsonObject & { readonly type: string };

/** When the faults of a plan are over, and its second phase begins. */
export function healedMs({ untilMs, forMs }: Pick<FaultPlan, "untilMs" | "forMs">): number {
  return untilMs + forMs;
}

/**
 * The plan's script under that seed, sorted by time. After the last fault everything is healed,
 * released and restarted; removed nodes stay away.
 */
export function faultScript(seed: number, plan: FaultPlan): Script {
  assert(plan.faults === 0 || plan.kinds.length > 0, "a plan of faults has kinds of fault");
  const draw = makeDraw(seed);
  const lines: ScriptLine[] = [];
  for (let n = 0; n < plan.faults; n++) {
    const kind = pick(plan.kinds, draw);
    const timeMs = draw(0, plan.untilMs);
    const endMs = timeMs + draw(0, plan.forMs);
    lines.push(
      ...fault(kind, plan, draw).map((does, i) => ({ timeMs: i === 0 ? timeMs : endMs, does })),
    );
  }
  for (let n = 0; n < plan.commands; n++) {
    const node = pick(plan.nodes, draw);
    const timeMs = draw(0, plan.untilMs);
    lines.push({ timeMs, does: { type: "command", node, command: plan.command(n, draw) } });
  }
  lines.sort((a, b) => a.timeMs - b.timeMs);
  return [...lines, ...allWell(plan, lines)];
}

/** A plan that fits any protocol: its own kinds of fault, its timers, its commands. */
export function usualPlan(
  protocol: AnyProtocol,
  nodes: readonly NodeId[],
  wish: {
    readonly faults: number;
    readonly untilMs: number;
    readonly kinds?: readonly FaultKind[];
  },
): FaultPlan {
  const { faults, untilMs, kinds = survivedFaults(protocol) } = wish;
  const timers = Object.values(protocol.kinds).flatMap(({ onTimer }) => Object.keys(onTimer));
  const forms = Object.entries<{ readonly [field: string]: MessageField }>(protocol.commands);
  const newKinds = Object.entries(protocol.size).flatMap(([kind, { fixed }]) =>
    fixed === true ? [] : [kind],
  );
  return {
    ...{ nodes, untilMs, forMs: Math.ceil(untilMs / 4), faults, kinds, timers, newKinds },
    commands: forms.length === 0 ? 0 : faults * 2,
    command: (n, draw) => anyCommand(pick(forms, draw), nodes, n, draw),
  };
}

/** What the protocol says it survives; without a word on it all that leaves disks and members. */
export function survivedFaults({ faults }: AnyProtocol): readonly FaultKind[] {
  const beyond: readonly FaultKind[] = ["diskLost", "slowDisk", "addNode", "removeNode"];
  return faults ?? FAULT_KINDS.filter((kind) => !beyond.includes(kind));
}

function anyCommand(
  [type, form]: readonly [string, { readonly [field: string]: MessageField }],
  nodes: readonly NodeId[],
  n: number,
  draw: Draw,
): Command {
  const fields = Object.entries(form).map(([field, expected], place) => {
    if (expected === "node") return [field, pick(nodes, draw)];
    if (expected === "integer") return [field, draw(0, 9)];
    // A few first words (keys) that meet, and different last ones (values).
    return [field, place === 0 ? pick(["x", "y", "z"], draw) : `v${n}`];
  });
  return { type, ...(Object.fromEntries(fields) as JsonObject) };
}

/** The fault, and what ends it. */
function fault(kind: FaultKind, plan: FaultPlan, draw: Draw): readonly Deed[] {
  const node = pick(plan.nodes, draw);
  switch (kind) {
    case "crash":
    case "crashDuringStep":
    case "diskLost":
      return crash(kind, node, draw);
    case "slowDisk":
      return [
        { type: "disk", node, lagMs: draw(1, plan.forMs) },
        { type: "disk", node, lagMs: 0 },
      ];
    case "isolate":
      return [{ type: "isolate", node }, { type: "heal" }];
    case "partition":
      return [{ type: "partition", groups: [somePeers(plan.nodes, draw)] }, { type: "heal" }];
    case "cut":
      return cut(node, plan, draw);
    case "timeout":
      if ((plan.timers ?? []).length === 0) return [];
      return [{ type: "timeout", node, timer: pick(plan.timers ?? [], draw) }];
    case "clock": {
      const honest = { type: "clock", node, ratePerMille: 1000, offsetMs: 0 } as const;
      return [{ ...honest, ratePerMille: draw(500, 2000), offsetMs: draw(0, 10_000) }, honest];
    }
    case "addNode":
      return (plan.newKinds ?? []).length === 0
        ? []
        : [{ type: "newNode", kind: pick(plan.newKinds ?? [], draw) }];
    case "removeNode":
      return [{ type: "removeNode", node }];
    default:
      return onMessage(kind, plan, draw);
  }
}

function crash(
  kind: "crash" | "crashDuringStep" | "diskLost",
  node: NodeId,
  draw: Draw,
): readonly Deed[] {
  const afterEffects = kind === "crashDuringStep" ? { afterEffects: draw(0, 6) } : {};
  const diskLost = kind === "diskLost" ? { diskLost: true } : {};
  return [
    { type: "crash", node, ...afterEffects },
    { type: "restart", node, ...diskLost },
  ];
}

function cut(node: NodeId, { nodes }: FaultPlan, draw: Draw): readonly Deed[] {
  const others = nodes.filter((other) => other !== node);
  if (others.length === 0) return [];
  const links: readonly Link[] = [[node, pick(others, draw)]];
  return [
    { type: "cut", links },
    { type: "restore", links },
  ];
}

function onMessage(
  verb: "drop" | "duplicate" | "delay" | "hold",
  { forMs }: FaultPlan,
  draw: Draw,
): readonly Deed[] {
  const [which, byMs] = [draw(0, 999), draw(1, Math.max(1, forMs))];
  const deed: Deed = { type: "someMessage", verb, pick: which, byMs };
  return verb === "hold" ? [deed, { type: "releaseOldest" }] : [deed];
}

/** Also for messages and nodes of whose troubles the script cannot know. */
function allWell(plan: FaultPlan, lines: readonly ScriptLine[]): Script {
  const timeMs = healedMs(plan);
  const holds = lines.filter(({ does }) => does.type === "someMessage" && does.verb === "hold");
  const ends: readonly Deed[] = [
    { type: "heal" },
    ...holds.map((): Deed => ({ type: "releaseOldest" })),
    ...plan.nodes.map((node): Deed => ({ type: "restart", node })),
  ];
  return ends.map((does) => ({ timeMs, does }));
}

/** At least one node, but not all. */
function somePeers(nodes: readonly NodeId[], draw: Draw): readonly NodeId[] {
  const size = draw(1, Math.max(1, nodes.length - 1));
  const chosen: NodeId[] = [];
  while (chosen.length < size) {
    const others = nodes.filter((node) => !chosen.includes(node));
    chosen.push(pick(others, draw));
  }
  return chosen;
}
