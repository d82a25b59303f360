import type { AnyProtocol } from "../protocol/protocol.js";
import { makeSetup } from "../simulator/setup.js";

/** The stages that promise an invariant of the protocol, in the protocol's order. */
export function promisedStages(
  protocol: AnyProtocol,
  invariant: AnyProtocol["invariants"][number],
): readonly string[] {
  const stages = protocol.stages.map(({ name }) => name);
  return stages.filter((stage) => {
    const setup = makeSetup(protocol, { stage });
    return setup.ok && invariant.promised(setup.value.features);
  });
}
