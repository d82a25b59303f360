import { bad, ok, type Result } from "../../base/result.js";
import { describeValue, isObject } from "../../trace/check.js";
import { displayText } from "../../trace/displayText.js";

/** Host → how many of its events are known; entries of 0 are left out. */
export type Clock = readonly (readonly [host: string, time: number])[];

/** Reads `{"a":1, "b":2}`; also with `\"` for `"`, as TLA+ prints a text. */
export function parseClock(text: string): Result<Clock> {
  const value = parsed(text) ?? parsed(text.replaceAll('\\"', '"'));
  if (value === undefined) {
    const found = displayText(text, 60);
    return bad(`expected a vector clock as a JSON object, found text that is no JSON: ${found}`);
  }
  if (!isObject(value)) {
    return bad(`expected a vector clock as a JSON object, found ${describeValue(value)}`);
  }
  const clock: [string, number][] = [];
  for (const [host, time] of Object.entries(value)) {
    if (typeof time !== "number" || !Number.isSafeInteger(time) || time < 0) {
      const entry = JSON.stringify(displayText(host, 40));
      return bad(`clock entry ${entry}: expected a whole number, found ${describeValue(time)}`);
    }
    if (time > 0) clock.push([host, time]);
  }
  return ok(clock);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
