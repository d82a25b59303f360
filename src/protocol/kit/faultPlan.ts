/**
 * Random schedules of faults and commands for the test kit, the same for the same seed. They have a
 * generator of their own: what is done to a run must not depend on what the run draws.
 */
import type { JsonObject, Link, NodeId } from "../../trace/ids.js";
import type { Intervention } from "../../trace/intervention.js";
import type { Script, ScriptLine } from "./testKit.js";

/** An integer in min … max, both included. */
export type Draw = (min: number, max: number) => number;

export type FaultKind =
  "crash" | "isolate" | "partition" | "cut" | "timeout" | "clock" | "crashDuringStep";

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
  readonly commands: number;
  /** The n-th command, from 0. */
  readonly command: (n: number, draw: Draw) => JsonObject & { readonly type: string };
}

/**
 * The plan's script under that seed, sorted by time. After the last fault everything is healed and
 * restarted.
 */
export function faultScript(seed: number, plan: FaultPlan): Script {
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
  return [...lines, ...allWell(plan)];
}

/** The fault, and what ends it. */
function fault(kind: FaultKind, plan: FaultPlan, draw: Draw): readonly Intervention[] {
  const node = pick(plan.nodes, draw);
  switch (kind) {
    case "crash":
      return [
        { type: "crash", node },
        { type: "restart", node },
      ];
    case "crashDuringStep":
      return [
        { type: "crash", node, afterEffects: draw(0, 6) },
        { type: "restart", node },
      ];
    case "isolate":
      return [{ type: "isolate", node }, { type: "heal" }];
    case "partition":
      return [{ type: "partition", groups: [somePeers(plan.nodes, draw)] }, { type: "heal" }];
    case "cut": {
      const links: readonly Link[] = [
        [
          node,
          pick(
            plan.nodes.filter((n) => n !== node),
            draw,
          ),
        ],
      ];
      return [
        { type: "cut", links },
        { type: "restore", links },
      ];
    }
    case "timeout":
      return [{ type: "timeout", node, timer: pick(plan.timers ?? [], draw) }];
    case "clock": {
      const honest = { type: "clock", node, ratePerMille: 1000, offsetMs: 0 } as const;
      return [{ ...honest, ratePerMille: draw(500, 2000), offsetMs: draw(0, 10_000) }, honest];
    }
  }
}

function allWell({ nodes, untilMs, forMs }: FaultPlan): Script {
  const timeMs = untilMs + forMs;
  const restarts = nodes.map((node) => ({ timeMs, does: { type: "restart", node } as const }));
  return [{ timeMs, does: { type: "heal" } }, ...restarts];
}

/** At least one node, but not all. */
function somePeers(nodes: readonly NodeId[], draw: Draw): readonly NodeId[] {
  const size = draw(1, Math.max(1, nodes.length - 1));
  const chosen: NodeId[] = [];
  while (chosen.length < size) {
    chosen.push(
      pick(
        nodes.filter((node) => !chosen.includes(node)),
        draw,
      ),
    );
  }
  return chosen;
}

function pick<V>(values: readonly V[], draw: Draw): V {
  return values[draw(0, values.length - 1)] as V;
}

/** A stream of integers by Marsaglia's xorshift (32 bits), good enough to choose faults. */
export function makeDraw(seed: number): Draw {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x6d2b79f5) | 0 || 1;
  return (min, max) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return min + ((state >>> 0) % (max - min + 1));
  };
}
