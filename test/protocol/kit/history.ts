import type { Invariant, Reply, Step, Verdict, World } from "../../../src/protocol/invariant.js";
import type { Protocol } from "../../../src/protocol/protocol.js";
import type {
  Asked,
  CommandOf,
  KindName,
  MessageOf,
  ProtocolTypes,
  StateOf,
  TimerOf,
} from "../../../src/protocol/types.js";
import type { NodeId } from "../../../src/trace/ids.js";
import type { Happening } from "../../../src/trace/records.js";
import { tell } from "../../../src/trace/sentence.js";

/** What a step was besides the change of a state. Absent: a timer fired, and nothing was sent. */
export interface Did<T extends ProtocolTypes> {
  readonly happening?: Happening;
  readonly sent?: readonly (readonly [to: NodeId, body: MessageOf<T>])[];
  readonly received?: readonly [from: NodeId, body: MessageOf<T>];
  readonly replies?: readonly Reply<T>[];
  readonly asked?: Asked<CommandOf<T>>;
}

interface Start<T extends ProtocolTypes> {
  readonly id: NodeId;
  readonly kind: KindName<T>;
  readonly state: StateOf<T>;
}

/**
 * A history made by hand, state after state, whether or not any engine would do that: for showing
 * that promises and moments see what they claim to see. Each step takes a millisecond.
 */
export class HandMadeHistory<T extends ProtocolTypes> {
  /** What the moments said at the last step. */
  moments: readonly string[] = [];
  private timeMs = 0;
  private readonly states: Map<NodeId, StateOf<T>>;
  private readonly down = new Set<NodeId>();
  private readonly isolated = new Set<NodeId>();
  private inFlight: ReturnType<World<T>["inFlight"]> = [];
  private readonly memories = new Map<string, unknown>();
  private readonly verdicts = new Map<string, Verdict>();

  constructor(
    private readonly protocol: Protocol<T>,
    private readonly features: T["Features"],
    private readonly start: readonly Start<T>[],
    /** The one that fires when no step says anything else. */
    private readonly timer: TimerOf<T>,
  ) {
    this.states = new Map(start.map(({ id, state }) => [id, state]));
  }

  /** The node's state becomes that: the former one with these fields changed. */
  set(node: NodeId, change: Partial<StateOf<T>>, did: Did<T> = {}): this {
    const before = this.state(node);
    const after = Object.keys(change).length === 0 ? before : { ...before, ...change };
    this.states.set(node, after);
    return this.step(node, { before, after }, did);
  }

  crash(node: NodeId): this {
    this.down.add(node);
    return this.set(node, {}, { happening: { event: "crash", node } });
  }

  restart(node: NodeId, change: Partial<StateOf<T>>): this {
    this.down.delete(node);
    return this.set(node, change, { happening: { event: "restart", node } });
  }

  /** From now on all links to and from the node are cut. */
  isolate(node: NodeId): this {
    this.isolated.add(node);
    const happening: Happening = { event: "cut", links: [[node, this.first]], lost: [] };
    return this.step(undefined, {}, { happening });
  }

  /** These messages, and no others, are on their way from now on. */
  onTheWay(
    ...messages: readonly (readonly [from: NodeId, to: NodeId, body: MessageOf<T>])[]
  ): this {
    this.inFlight = messages.map(([from, to, body]) => ({ from, to, body }));
    return this.set(this.first, {});
  }

  wait(forMs: number): this {
    this.timeMs += forMs;
    return this.set(this.first, {});
  }

  /** The invariant's sentence with ids for names, or `holds`. */
  verdict(name: string): string {
    const verdict = this.verdicts.get(name);
    if (verdict === undefined) throw new Error(`no invariant ${name} was evaluated`);
    return verdict.holds ? "holds" : tell(verdict.sentence, (id) => id);
  }

  /** Names of the invariants that do not hold. */
  get broken(): readonly string[] {
    return [...this.verdicts].filter(([, { holds }]) => !holds).map(([name]) => name);
  }

  protected state(node: NodeId): StateOf<T> {
    const state = this.states.get(node);
    if (state === undefined) throw new Error(`no node ${node}`);
    return state;
  }

  private get first(): NodeId {
    return this.start[0]?.id ?? "";
  }

  private step(
    node: NodeId | undefined,
    change: { readonly before?: StateOf<T>; readonly after?: StateOf<T> },
    did: Did<T>,
  ): this {
    this.timeMs++;
    const fires = { event: "timeout", node: node ?? "", timer: this.timer } as const;
    const { happening = fires, sent = [], received, replies = [], asked } = did;
    const step: Step<T> = {
      ...{ at: this.timeMs, timeMs: this.timeMs, node, happening, replies, asked },
      ...{ before: change.before, after: change.after },
      received: received && { from: received[0], to: node ?? "", body: received[1] },
      sent: sent.map(([to, body]) => ({ from: node ?? "", to, body })),
    };
    const world = this.world();
    for (const invariant of this.protocol.invariants) this.evaluate(invariant, step, world);
    this.moments = this.protocol.moments.flatMap((moment) => {
      const sentence = moment.when(step, world);
      return sentence === undefined ? [] : [`${moment.name}: ${tell(sentence, (id) => id)}`];
    });
    return this;
  }

  /** An `eventually` is judged as if it had had its time. */
  private evaluate(invariant: Invariant<T>, step: Step<T>, world: World<T>): void {
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

  private world(): World<T> {
    const nodes = this.start.map(({ id, kind }) => ({
      ...{ id, kind, isUp: !this.down.has(id), state: this.states.get(id) },
    }));
    return {
      ...{ timeMs: this.timeMs, nodes, features: this.features, config: {} },
      node: (id) => nodes.find((node) => node.id === id) ?? nodes[0]!,
      inFlight: () => this.inFlight,
      isCut: ([from, to]) => this.isolated.has(from) || this.isolated.has(to),
    };
  }
}
