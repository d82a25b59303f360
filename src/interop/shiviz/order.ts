import { bad, ok, type Result } from "../../base/result.js";
import type { Causality } from "./causality.js";
import type { LogEvent } from "./logEvents.js";

/** An event that waits for those that it follows from. */
interface Waiting {
  readonly event: LogEvent;
  readonly before: readonly LogEvent[];
  /** How many of them have been looked at. */
  seen: number;
}

/**
 * The events so that none stands before one that it follows from, otherwise in the order in which
 * they are given. Bad input: clocks that make an event follow from itself.
 */
export function causalOrder(
  source: string,
  events: readonly LogEvent[],
  { lines, parents }: Causality,
): Result<readonly LogEvent[]> {
  const order = new Set<LogEvent>();
  const open = new Set<LogEvent>();
  const wait = (event: LogEvent): Waiting => {
    open.add(event);
    const previous = lines.get(event.host)?.[event.time - 2];
    const others = parents.get(event) ?? [];
    return { event, before: previous === undefined ? others : [previous, ...others], seen: 0 };
  };
  for (const first of events) {
    if (order.has(first)) continue;
    const stack = [wait(first)];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.before[top.seen];
      top.seen += 1;
      if (next === undefined) {
        order.add(top.event);
        open.delete(top.event);
        stack.pop();
      } else if (open.has(next)) return contradiction(source, stack, next);
      else if (!order.has(next)) stack.push(wait(next));
    }
  }
  return ok([...order]);
}

function contradiction(
  source: string,
  stack: readonly Waiting[],
  { line }: LogEvent,
): Result<never> {
  const found = stack.findIndex((waiting) => waiting.event.line === line);
  const others = stack.slice(found + 1).map((waiting) => waiting.event.line);
  const through = others.slice(-4).reverse().join(", ");
  const problem =
    "expected vector clocks that agree on an order, found an event that follows from itself" +
    (through === "" ? "" : `, by way of line ${through}`);
  return bad({ source, line, problem });
}
