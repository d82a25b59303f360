import { describeBadInput } from "../../src/base/result.js";
import { catalogue } from "../../src/protocols/catalogue.js";
import { makeSetup, type Setup } from "../../src/simulator/setup.js";
import { Simulator } from "../../src/simulator/simulator.js";
import type { SimStep } from "../../src/simulator/step.js";
import type { SimulatorOptions } from "../../src/simulator/stepper.js";

/** Five Raft servers on the default network. */
export function fiveNodes(): Setup {
  const raft = catalogue.find(({ name }) => name === "raft");
  if (raft === undefined) throw new Error("raft is not in the catalogue");
  const setup = makeSetup(raft, { nodes: 5, seed: 7 });
  if (!setup.ok) throw new Error(setup.problems.map(describeBadInput).join("; "));
  return setup.value;
}

/** Runs that many events and hands each step on; with writes, a client asks every 100 events. */
export function runEvents(
  setup: Setup,
  options: SimulatorOptions,
  load: { readonly events: number; readonly writes: boolean },
  take: (step: SimStep, simulator: Simulator) => void,
): void {
  const simulator = new Simulator(setup, options);
  while (simulator.at < load.events) {
    const wantsWrite = load.writes && simulator.at % 100 === 99;
    const step = (wantsWrite ? write(simulator) : undefined) ?? simulator.step();
    if (step === undefined) throw new Error("the run ended early");
    take(step, simulator);
  }
}

/** Starts every measurement with the same heap. */
export function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error("run with node --expose-gc");
  globalThis.gc();
}

function write(simulator: Simulator): SimStep | undefined {
  const leader = simulator.world.nodes.find(({ state }) => state?.role === "leader");
  if (leader === undefined) return undefined;
  const command = { type: "set", key: "x", value: String(simulator.at) };
  const result = simulator.intervene({ type: "command", node: leader.id, command });
  return result.ok ? result.value : undefined;
}
