import { tell } from "../../../src/trace/sentence.js";
import type { Invariant, Moment, Step, Verdict, World } from "../../../src/protocol/invariant.js";
import { raft } from "../../../src/protocols/raft/raft.js";
import type { RaftResult, RaftState, RaftTypes } from "../../../src/protocols/raft/types.js";
import { defaultFeatures, server } from "./helpers.js";

interface Told {
  readonly command: number;
  readonly result: RaftResult;
}

/**
 * A history made by hand, state after state, whether or not any engine would do that: for showing
 * that invariants and moments see what they claim to see. Everything happens at one-millisecond
 * steps.
 */
export class History {
  private readonly states = new Map<string, RaftState>();
  private readonly down = new Set<string>();
  private readonly memories = new Map<string, unknown>();
  private readonly verdicts = new Map<string, Verdict>();
  private at = 0;
  /** What the moments said at the last step. */
  moments: readonly string[] = [];

  constructor(nodes: readonly string[] = ["n1", "n2", "n3"]) {
    for (const node of nodes) this.states.set(node, server());
  }

  /** The node's state becomes that: the former one with these fields changed. */
  set(node: string, change: Partial<RaftState>, replies: readonly Told[] = []): this {
    return this.step(node, change, replies, "timeout");
  }

  restart(node: string, change: Partial<RaftState>): this {
    this.down.delete(node);
    return this.step(node, change, [], "restart");
  }

  crash(node: string): this {
    this.down.add(node);
    return this;
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

  private step(
    node: string,
    change: Partial<RaftState>,
    replies: readonly Told[],
    event: "timeout" | "restart",
  ): this {
    const before = this.states.get(node);
    const after = { ...(before ?? server()), ...change };
    this.states.set(node, after);
    this.at++;
    const happening = event === "restart" ? { event, node } : { event, node, timer: "election" };
    const step: Step<RaftTypes> = {
      ...{ at: this.at, timeMs: this.at, happening, node, before, after, replies },
      ...{ received: undefined, sent: [], asked: undefined },
    };
    const world = this.world();
    for (const invariant of raft.invariants) this.evaluate(invariant, step, world);
    const said = raft.moments.map((moment) => [moment.name, this.tellMoment(moment, step, world)]);
    this.moments = said.flatMap(([name, text]) => (text === undefined ? [] : [`${name}: ${text}`]));
    return this;
  }

  private evaluate(
    invariant: Invariant<RaftTypes>,
    step: Step<RaftTypes>,
    world: World<RaftTypes>,
  ) {
    if (invariant.type !== "monitor") throw new Error("every invariant of Raft is a monitor");
    const { name } = invariant;
    const memory = this.memories.has(name) ? this.memories.get(name) : invariant.memory;
    const seen = invariant.observe(memory, step, world);
    this.memories.set(name, seen.memory);
    this.verdicts.set(name, seen.verdict);
  }

  private tellMoment(moment: Moment<RaftTypes>, step: Step<RaftTypes>, world: World<RaftTypes>) {
    const sentence = moment.when(step, world);
    return sentence === undefined ? undefined : tell(sentence, (id) => id);
  }

  private world(): World<RaftTypes> {
    const nodes = [...this.states].map(([id, state]) => ({
      ...{ id, kind: "server" as const, isUp: !this.down.has(id), state },
    }));
    return {
      ...{ timeMs: this.at, nodes, features: defaultFeatures(), config: {} },
      node: (id) => nodes.find((node) => node.id === id) ?? nodes[0]!,
      inFlight: () => [],
      isCut: () => false,
    };
  }
}
