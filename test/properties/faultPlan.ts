import type { Simulator } from "../../src/simulator/simulator.js";
import { randomInteger, streamKey, type StreamKey } from "../../src/simulator/random.js";
import type { SetupWish } from "../../src/simulator/setup.js";
import type { Link } from "../../src/trace/ids.js";
import type { Intervention } from "../../src/trace/intervention.js";

/** Draws one after the other, apart from all that the simulator draws. */
export class Dice {
  readonly #key: StreamKey;
  #throws = 0;

  constructor(seed: number, name: string) {
    this.#key = streamKey(seed, name);
  }

  /** An integer from `min` to `max`, both included. */
  between(min: number, max: number): number {
    return randomInteger(this.#key, this.#throws++, 0, min, max);
  }

  isOneIn(count: number): boolean {
    return this.between(1, count) === 1;
  }

  pick<V>(list: readonly V[]): V | undefined {
    return list[this.between(0, list.length - 1)];
  }
}

/** Raft clusters of all sizes on networks of all kinds. */
export function anyCluster(seed: number): SetupWish {
  const dice = new Dice(seed, "cluster");
  const latencyMsMin = dice.between(0, 10);
  return {
    seed,
    nodes: dice.between(3, 7),
    network: {
      latencyMsMin,
      latencyMsMax: latencyMsMin + dice.between(0, 60),
      dropPerMille: dice.between(0, 2) * 50,
      duplicatePerMille: dice.between(0, 2) * 50,
      fifo: dice.isOneIn(2),
    },
  };
}

/** Something to do to the run as it is now; it may be refused. Raft must survive all of them. */
export function anyIntervention(run: Simulator, dice: Dice): Intervention {
  const { nodes } = run.world;
  const node = dice.pick(nodes)?.id ?? "";
  const other = dice.pick(nodes)?.id ?? "";
  const message = dice.pick(run.messagesInFlight()) ?? 0;
  const choices: readonly (() => Intervention)[] = [
    () => ({ type: "timeout", node, timer: dice.pick(["election", "heartbeat"]) ?? "" }),
    () => ({ type: "crash", node }),
    () => ({ type: "crash", node, afterEffects: dice.between(0, 4) }),
    () => ({ type: "restart", node: nodes.find(({ isUp }) => !isUp)?.id ?? node }),
    () => ({ type: "cut", links: [[node, other]] }),
    () => ({ type: "restore", links: run.cutLinks().slice(0, dice.between(1, 3)) }),
    () => ({ type: "isolate", node }),
    () => ({ type: "partition", groups: [[node, other]] }),
    () => ({ type: "heal" }),
    () => ({ type: "receive", message }),
    () => ({ type: "drop", message }),
    () => ({ type: "duplicate", message }),
    () => ({ type: "delay", message, byMs: dice.between(1, 500) }),
    () => ({ type: "hold", message }),
    () => ({ type: "release", message: dice.pick(run.messagesHeld()) ?? 0 }),
    () => anyClock(node, dice),
    ...["a", "b", "c", "d"].map((value) => () => anyWrite(node, value)),
  ];
  return (dice.pick(choices) ?? anyWrite.bind(undefined, node, "e"))();
}

/**
 * Something to do to a run of one of the small test engines: members and links that come and go,
 * slow disks, forged messages, besides all that Raft must survive.
 */
export function anyChange(run: Simulator, dice: Dice): Intervention {
  const node = dice.pick(run.world.nodes)?.id ?? "";
  const other = dice.pick(run.world.nodes)?.id ?? "";
  const links = [[node, other]] as const;
  const choices: readonly (() => Intervention)[] = [
    () => anyNewNode(run, dice, other),
    () => ({ type: "removeNode", node }),
    () => ({ type: "addLink", links }),
    () => ({ type: "removeLink", links }),
    () => ({ type: "disk", node, lagMs: dice.between(0, 2) * 150 }),
    () => anyForgery(run, dice, links[0]),
    () => anyClientCommand(run, dice, node),
    ...[1, 2, 3].map(() => () => anyIntervention(run, dice)),
  ];
  return (dice.pick(choices) ?? (() => ({ type: "heal" })))();
}

function anyNewNode(run: Simulator, dice: Dice, neighbour: string): Intervention {
  const id = run.nextNodeId();
  const kind = dice.pick(Object.keys(run.setup.protocol.kinds)) ?? "";
  const linked = dice.isOneIn(2) ? {} : { neighbours: [neighbour] };
  return { type: "addNode", node: { id, name: `Node ${id}`, kind, ...linked } };
}

function anyForgery(run: Simulator, dice: Dice, [from, to]: Link): Intervention {
  const type = dice.pick(Object.keys(run.setup.protocol.messages ?? {})) ?? "";
  const text = type === "Rumour" ? { text: `lie ${dice.between(1, 9)}` } : {};
  return { type: "forge", from, to, body: { type, ...text } };
}

function anyClientCommand(run: Simulator, dice: Dice, node: string): Intervention {
  const whom = dice.pick(run.world.nodes.filter(({ id }) => id !== node))?.id ?? "";
  const known = run.setup.protocol.commands;
  const text = `news ${dice.between(1, 99)}`;
  const command = "greet" in known ? { type: "greet", whom } : { type: "tell", text };
  return { type: "command", node, command };
}

function anyWrite(node: string, value: string): Intervention {
  return { type: "command", node, command: { type: "set", key: "x", value } };
}

function anyClock(node: string, dice: Dice): Intervention {
  const offsetMs = dice.between(-1000, 1000);
  return { type: "clock", node, ratePerMille: dice.between(500, 2000), offsetMs };
}
