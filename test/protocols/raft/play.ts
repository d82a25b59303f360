import { ensure } from "../../../src/base/assert.js";
import { describeBadInput } from "../../../src/base/result.js";
import { anyProtocol } from "../../../src/protocol/protocol.js";
import { raft } from "../../../src/protocols/raft/raft.js";
import type { RaftState } from "../../../src/protocols/raft/types.js";
import { makeSetup } from "../../../src/simulator/setup.js";
import { Simulator } from "../../../src/simulator/simulator.js";
import type { SimStep } from "../../../src/simulator/step.js";
import type { Intervention } from "../../../src/trace/intervention.js";
import { tell } from "../../../src/trace/sentence.js";

const HOUR_MS = 3_600_000;

/**
 * A run driven by hand in the real simulator. Messages take 5 ms, and nobody stands for election
 * unless told to.
 */
export class Play {
  /** Invariant → the sentence of its first violation. */
  readonly violations = new Map<string, string>();
  private readonly simulator: Simulator;

  constructor(stage: string, servers: number) {
    const setup = makeSetup(anyProtocol(raft), {
      ...{ stage, nodes: servers, timers: { election: [HOUR_MS, HOUR_MS] } },
      network: { latencyMsMin: 5, latencyMsMax: 5 },
    });
    if (!setup.ok) throw new Error(setup.problems.map(describeBadInput).join("; "));
    this.simulator = new Simulator(setup.value, { record: true, check: true, freeze: true });
    this.run(0);
  }

  /** Two heartbeats: enough to copy an entry, to commit it, and to tell everybody. */
  settle(): this {
    return this.run(120);
  }

  run(forMs: number): this {
    const untilMs = this.simulator.timeMs + forMs;
    while ((this.simulator.nextTimeMs() ?? Infinity) <= untilMs) this.watch(this.simulator.step());
    return this;
  }

  do(does: Intervention): this {
    const result = this.simulator.intervene(does);
    if (!result.ok) throw new Error(result.problems.map(describeBadInput).join("; "));
    return this.watch(result.value);
  }

  crash(node: string): this {
    return this.do({ type: "crash", node });
  }

  restart(node: string): this {
    return this.do({ type: "restart", node });
  }

  /** Only nodes of one group reach each other; the others are alone. */
  connect(...groups: readonly (readonly string[])[]): this {
    const healed = this.simulator.intervene({ type: "heal" });
    // Refused when no link is cut.
    if (healed.ok) this.watch(healed.value);
    const grouped = groups.flat();
    const alone = this.simulator.world.nodes.filter(({ id }) => !grouped.includes(id));
    const all = [...groups, ...alone.map(({ id }) => [id])];
    return all.length < 2 ? this : this.do({ type: "partition", groups: all });
  }

  /** Forces the node's election timer, again if it must pass terms that others have voted in. */
  elect(node: string): this {
    for (let tries = 0; tries < 4 && this.state(node).role !== "leader"; tries++) {
      this.do({ type: "timeout", node, timer: "election" }).run(20);
    }
    if (this.state(node).role !== "leader") throw new Error(`${node} was not elected`);
    return this;
  }

  stand(node: string): this {
    return this.do({ type: "timeout", node, timer: "election" }).run(20);
  }

  set(node: string, key: string, value: string): this {
    return this.do({ type: "command", node, command: { type: "set", key, value } });
  }

  state(node: string): RaftState {
    const { state } = this.simulator.world.node(node);
    return ensure(state, `${node} has started`) as unknown as RaftState;
  }

  /** The node's log, such as `1:a 1:b 3:c`: each entry's term and key. */
  log(node: string): string {
    const { log } = this.state(node);
    return log.map(({ term, command }) => `${term}:${command.split(" ")[1] ?? ""}`).join(" ");
  }

  private watch(step: SimStep | undefined): this {
    for (const { invariant, holds, sentence } of step?.findings.flips ?? []) {
      if (holds || this.violations.has(invariant) || sentence === undefined) continue;
      this.violations.set(
        invariant,
        tell(sentence, (id) => id),
      );
    }
    return this;
  }
}
