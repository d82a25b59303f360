/** The words by which an engine's critical section is known, here and in its traces. */
import { bad, ok, type Result } from "../../base/result.js";
import type { AnyProtocol } from "../../protocol/protocol.js";

/** The block beside a lifeline while the node is inside. */
export const LANE = "critical section";
/** The command by which a node comes to want it. */
export const ENTER = "enter";
/** The timer that ends it. */
export const LEAVE = "leave";

/** The kind of node that enters the critical section, or that the protocol has none. */
export function clientKind({ name, kinds }: AnyProtocol): Result<string> {
  const found = Object.entries(kinds).find(
    ([, { view, onCommand, onTimer }]) =>
      view.lanes.some(({ lane }) => lane === LANE) &&
      Object.hasOwn(onCommand, ENTER) &&
      Object.hasOwn(onTimer, LEAVE),
  );
  if (found !== undefined) return ok(found[0]);
  const expected = `a kind of node with blocks "${LANE}", a command ${ENTER} and a timer ${LEAVE}`;
  return bad(`expected a protocol of mutual exclusion (${expected}), found ${name}`);
}
