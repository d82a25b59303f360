import { tell } from "../../../src/trace/sentence.js";
import type { Invariant, Verdict } from "../../../src/protocol/invariant.js";
import { raftLadder } from "../../../src/protocols/raft-ladder/raftLadder.js";
import type {
  LadderMessage,
  LadderState,
  LadderStep,
  LadderTypes,
  LadderWorld,
  WriteResult,
} from "../../../src/protocols/raft-ladder/types.js";
import type { Happening } from "../../../src/trace/records.js";
import { featuresAt, follower } from "./helpers.js";

interface Did {
  readonly happening?: Happening;
  readonly sent?: readonly (readonly [to: string, body: LadderMessage])[];
  readonly replies?: readonly { readonly command: number; readonly result: WriteResult }[];
  readonly asked?: { readonly id: number; readonly text: string };
}

/**
 * A history made by hand, state after state, whether or not any engine would do that: for showing
 * that promises and moments see what they claim to see. Each step takes a millisecond.
 */
export class History {
  /** What the moments said at the last step. */
  moments: readonly string[] = [];
  private timeMs = 0;
  private readonly states = new Map<string, LadderState>();
  private readonly down = new Set<string>();
  private readonly cut = new Set<string>();
  private readonly memories = new Map<string, unknown>();
  private readonly verdicts = new Map<string, Verdict>();

  constructor(
    private readonly stage: number,
    nodes: readonly string[] = ["n1", "n2", "n3"],
  ) {
    for (const node of nodes) this.states.set(node, follower());
  }

  /** The node's state becomes that: the former one with these fields changed. */
  set(node: string, change: Partial<LadderState>, did: Did = {}): this {
    const before = this.states.get(node) ?? follower();
    const after = Object.keys(change).length === 0 ? before : { ...before, ...change };
    this.states.set(node, after);
    return this.step(node, before, after, did);
  }

  crash(node: string): this {
    this.down.add(node);
    return this.set(node, {}, { happening: { event: "crash", node } });
  }

  restart(node: string, change: Partial<LadderState>): this {
    this.down.delete(node);
    return this.set(node, change, { happening: { event: "restart", node } });
  }

  isolate(node: string): this {
    this.cut.add(node);
    return this.step(undefined, undefined, undefined, {
      happening: { event: "cut", links: [[node, "n1"]], lost: [] },
    });
  }

  wait(forMs: number): this {
    this.timeMs += forMs;
    return this.set("n1", {});
  }

  /** The sentence with ids for names, or `holds`. */
  verdict(name: string): string {
    const verdict = this.verdicts.get(name);
    if (verdict === undefined) throw new Error(`no invariant ${name} was evaluated`);
    return verdict.holds ? "holds" : tell(verdict.sentence, (id) => id);
  }

  private step(
    node: string | undefined,
    before: LadderState | undefined,
    after: LadderState | undefined,
    did: Did,
  ): this {
    this.timeMs++;
    const timer = { event: "timeout", node: node ?? "", timer: "no-leader-ack" } as const;
    const { happening = timer, sent = [], replies = [], asked } = did;
    const step: LadderStep = {
      ...{ at: this.timeMs, timeMs: this.timeMs, node, before, after, happening, replies },
      sent: sent.map(([to, body]) => ({ from: node ?? "", to, body })),
      received: undefined,
      asked: asked && { type: "write", ...asked },
    };
    const world = this.world();
    for (const invariant of raftLadder.invariants) this.evaluate(invariant, step, world);
    this.moments = raftLadder.moments.flatMap((moment) => {
      const sentence = moment.when(step, world);
      return sentence === undefined ? [] : [`${moment.name}: ${tell(sentence, (id) => id)}`];
    });
    return this;
  }

  /** An `eventually` is judged as if it had had its time. */
  private evaluate(invariant: Invariant<LadderTypes>, step: LadderStep, world: LadderWorld): void {
    const { name } = invariant;
    if (invariant.type === "eventually") {
      this.verdicts.set(name, invariant.check(world));
    } else if (invariant.type === "always") {
      const changed = world.nodes.find(({ id }) => id === step.node);
      if (changed !== undefined) this.verdicts.set(name, invariant.check(world, changed));
    } else {
      const memory = this.memories.has(name) ? this.memories.get(name) : invariant.memory;
      const seen = invariant.observe(memory, step, world);
      this.memories.set(name, seen.memory);
      this.verdicts.set(name, seen.verdict);
    }
  }

  private world(): LadderWorld {
    const nodes = [...this.states].map(([id, state]) => ({
      ...{ id, kind: "node" as const, isUp: !this.down.has(id), state },
    }));
    return {
      ...{ timeMs: this.timeMs, nodes, features: featuresAt(this.stage), config: {} },
      node: (id) => nodes.find((node) => node.id === id) ?? nodes[0]!,
      inFlight: () => [],
      isCut: ([from, to]) => this.cut.has(from) || this.cut.has(to),
    };
  }
}
