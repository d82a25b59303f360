import type { Simulator } from "../../src/simulator/simulator.js";
import { randomInteger, streamKey, type StreamKey } from "../../src/simulator/random.js";
import type { SetupWish } from "../../src/simulator/setup.js";
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

function anyWrite(node: string, value: string): Intervention {
  return { type: "command", node, command: { type: "set", key: "x", value } };
}

function anyClock(node: string, dice: Dice): Intervention {
  const offsetMs = dice.between(-1000, 1000);
  return { type: "clock", node, ratePerMille: dice.between(500, 2000), offsetMs };
}
