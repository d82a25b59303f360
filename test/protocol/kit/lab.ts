import { ensure } from "../../../src/base/assert.js";
import { describeBadInput } from "../../../src/base/result.js";
import type { AnyProtocol } from "../../../src/protocol/protocol.js";
import { promisesOf } from "../../../src/protocol/kit/promises.js";
import type { Lab } from "../../../src/protocol/kit/testKit.js";
import { makeSetup, type SetupWish } from "../../../src/simulator/setup.js";
import { Simulator, type Checkpoint } from "../../../src/simulator/simulator.js";

/** Frozen states are slow; the tests that only look for violations do without. */
const OPTIONS = { record: false, check: true };

/**
 * The real simulator as the test kit's lab; the promised invariants are those of the stage and
 * features.
 */
export function simulatorLab(
  protocol: AnyProtocol,
  wish: SetupWish,
  options = OPTIONS,
): Lab<Checkpoint> {
  const setupFor = (seed: number) => {
    const setup = makeSetup(protocol, { ...wish, seed });
    if (!setup.ok) throw new Error(setup.problems.map(describeBadInput).join("; "));
    return setup.value;
  };
  let setup = setupFor(1);
  const { nodes, features } = setup;
  // One setup for the many runs that branch off one another.
  const setupOf = (seed: number) => (setup.seed === seed ? setup : (setup = setupFor(seed)));
  return {
    nodes: nodes.map(({ id }) => id),
    ...promisesOf(protocol, features),
    start: (seed) => new Simulator(setupOf(seed), options),
    resume: (seed, checkpoint) => Simulator.resume(setupOf(seed), checkpoint, options),
  };
}

/** The same lab, watching other invariants. */
export function watching<C>(lab: Lab<C>, ...names: readonly string[]): Lab<C> {
  ensure(names[0], "say which invariants to watch");
  return { ...lab, promised: names };
}
