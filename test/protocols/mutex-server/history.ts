import { mutexServer } from "../../../src/protocols/mutex-server/mutexServer.js";
import type {
  ClientState,
  MutexMessage,
  MutexStep,
  MutexTypes,
  MutexWorld,
  ResourceState,
  ServerState,
} from "../../../src/protocols/mutex-server/types.js";
import type { Invariant, Verdict } from "../../../src/protocol/invariant.js";
import type { Happening } from "../../../src/trace/records.js";
import { tell } from "../../../src/trace/sentence.js";
import { client, featuresAt, server } from "./helpers.js";

type AnyState = ServerState | ClientState | ResourceState;

interface Did {
  readonly happening?: Happening;
  readonly sent?: readonly (readonly [to: string, body: MutexMessage])[];
  readonly received?: readonly [from: string, body: MutexMessage];
}

/**
 * A history made by hand, state after state, whether or not any engine would do that: for showing
 * that promises and moments see what they claim to see. The server is n1, the clients are n2 to n4,
 * the resource is n5. Each step takes a millisecond.
 */
export class History {
  /** What the moments said at the last step. */
  moments: readonly string[] = [];
  private timeMs = 0;
  private readonly states = new Map<string, AnyState>([
    ["n1", server()],
    ...["n2", "n3", "n4"].map((id): [string, AnyState] => [id, client()]),
    ["n5", { highest: null, writer: null }],
  ]);
  private readonly down = new Set<string>();
  private readonly memories = new Map<string, unknown>();
  private readonly verdicts = new Map<string, Verdict>();

  server(change: Partial<ServerState>, did: Did = {}): this {
    return this.set("n1", change, did);
  }

  client(node: string, change: Partial<ClientState>, did: Did = {}): this {
    return this.set(node, change, did);
  }

  resource(change: Partial<ResourceState>, did: Did = {}): this {
    return this.set("n5", change, did);
  }

  /** The server grants the client's request of that number, of its first boot unless told. */
  grant(to: string, request = 1, incarnation = 1): this {
    const body = { type: "Grant", epoch: 1, incarnation, request, grant: 1 } as const;
    const { queue } = this.states.get("n1") as ServerState;
    const change = { queue: queue.filter((other) => other !== to), holders: [to] };
    return this.server(change, { sent: [[to, body]] });
  }

  /** The resource takes a client's write. */
  write(from: string, request = 1): this {
    const about = { epoch: 1, grant: 1 };
    const body = { type: "Write", ...about, incarnation: 1, request } as const;
    return this.resource(
      { writer: from },
      { received: [from, body], sent: [[from, { type: "Written", ...about }]] },
    );
  }

  crash(node: string): this {
    this.down.add(node);
    return this.set(node, {}, { happening: { event: "crash", node } });
  }

  /** The server boots again, with that state. */
  restart(change: Partial<ServerState>): this {
    this.down.delete("n1");
    return this.server(change, { happening: { event: "restart", node: "n1" } });
  }

  /** The server is told of a death. */
  tellOfDeath(peer: string, incarnation = 1, change: Partial<ServerState> = {}): this {
    const happening = { event: "peerDown", node: "n1", peer, incarnation } as const;
    return this.server(change, { happening });
  }

  /** The sentence with ids for names, or `holds`. */
  verdict(name: string): string {
    const verdict = this.verdicts.get(name);
    if (verdict === undefined) throw new Error(`no invariant ${name} was evaluated`);
    return verdict.holds ? "holds" : tell(verdict.sentence, (id) => id);
  }

  private set(node: string, change: Partial<AnyState>, did: Did): this {
    const before = this.states.get(node);
    const isSame = Object.keys(change).length === 0;
    const after = isSame ? before : ({ ...before, ...change } as AnyState);
    if (after !== undefined) this.states.set(node, after);
    const timer = { event: "timeout", node, timer: "leave" } as const;
    const { happening = timer, sent = [], received } = did;
    this.timeMs++;
    this.observe({
      ...{ at: this.timeMs, timeMs: this.timeMs, node, before, after, happening },
      ...{ asked: undefined, replies: [] },
      received: received && { from: received[0], to: node, body: received[1] },
      sent: sent.map(([to, body]) => ({ from: node, to, body })),
    });
    return this;
  }

  private observe(step: MutexStep): void {
    const world = this.world();
    for (const invariant of mutexServer.invariants) this.evaluate(invariant, step, world);
    this.moments = mutexServer.moments.flatMap((moment) => {
      const sentence = moment.when(step, world);
      return sentence === undefined ? [] : [`${moment.name}: ${tell(sentence, (id) => id)}`];
    });
  }

  /** An `eventually` is judged as if it had had its time. */
  private evaluate(invariant: Invariant<MutexTypes>, step: MutexStep, world: MutexWorld): void {
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

  private world(): MutexWorld {
    const nodes = [...this.states].map(([id, state]) => ({
      ...{ id, kind: kindOf(id), isUp: !this.down.has(id), state },
    }));
    return {
      ...{ timeMs: this.timeMs, nodes, features: featuresAt("fencing"), config: {} },
      node: (id) => nodes.find((node) => node.id === id) ?? nodes[0]!,
      inFlight: () => [],
      isCut: () => false,
    };
  }
}

function kindOf(id: string): "server" | "client" | "resource" {
  if (id === "n1") return "server";
  return id === "n5" ? "resource" : "client";
}
