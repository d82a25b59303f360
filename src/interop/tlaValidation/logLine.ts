import { describeValue, isObject } from "../../trace/check.js";
import type { Json, JsonObject } from "../../trace/ids.js";
import { keyOf } from "./operations.js";

/** One operation on a variable. */
export interface Update {
  readonly variable: string;
  readonly op: string;
  /** From the variable to the part that changes; often begins with a node. */
  readonly path: readonly string[];
  readonly args: readonly Json[];
}

export interface LogLine {
  /** The action's name; absent in logs of variables alone. */
  readonly event?: string;
  readonly args: readonly Json[];
  readonly updates: readonly Update[];
  /** A Lamport clock. */
  readonly clock?: number;
  readonly desc?: string;
}

/** Members that are no variables. */
const OWN = ["event", "event_args", "clock", "sender", "logger", "desc"];

/** Whether nobody else writes lines like this. */
export function isLogLine(line: JsonObject): boolean {
  const names = Object.keys(line);
  if (names.some((name) => !OWN.includes(name) && isUpdates(line[name]))) return true;
  return typeof line.event === "string" && names.every((name) => OWN.includes(name));
}

function isUpdates(value: Json | undefined): boolean {
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  return isObject(first) && "op" in first && "path" in first && "args" in first;
}

/** The line's parts, or what is wrong with them. */
export function readLogLine(line: JsonObject): LogLine | { readonly problem: string } {
  const { event, event_args: args, clock, desc } = line;
  if (event !== undefined && typeof event !== "string") return wrong("event", "a text", event);
  if (args !== undefined && !Array.isArray(args)) return wrong("event_args", "a list", args);
  const updates: Update[] = [];
  for (const [variable, changes] of Object.entries(line)) {
    if (OWN.includes(variable)) continue;
    if (!Array.isArray(changes)) return wrong(variable, "a list of operations", changes);
    for (const [place, change] of (changes as readonly Json[]).entries()) {
      const update = updateOf(variable, change);
      if (update === undefined) {
        return wrong(`${variable}[${place}]`, "an operation with op, path and args", change);
      }
      updates.push(update);
    }
  }
  return {
    ...(event === undefined || event === "" ? {} : { event }),
    args: (args as readonly Json[] | undefined) ?? [],
    updates,
    ...(typeof clock === "number" ? { clock } : {}),
    ...(typeof desc === "string" ? { desc } : {}),
  };
}

function updateOf(variable: string, change: unknown): Update | undefined {
  if (!isObject(change)) return undefined;
  const { op, path, args } = change as { readonly [key: string]: Json };
  if (typeof op !== "string" || !Array.isArray(path) || !Array.isArray(args)) return undefined;
  return { variable, op, path: (path as readonly Json[]).map(keyOf), args };
}

function wrong(what: string, expected: string, found: Json): { readonly problem: string } {
  return { problem: `${what}: expected ${expected}, found ${describeValue(found)}` };
}
