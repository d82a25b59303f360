/** Times as logs write them. */
import type { Json } from "../../trace/ids.js";
import { readLogTime } from "../logTime.js";

export type TimeUnit = "s" | "ms" | "us" | "ns" | "date";

const MS_PER: { readonly [unit in Exclude<TimeUnit, "date">]: number } = {
  s: 1000,
  ms: 1,
  us: 1e-3,
  ns: 1e-6,
};

/** Milliseconds since some beginning, perhaps with a fraction; undefined for what is no time. */
export function milliseconds(value: Json | undefined, unit: TimeUnit): number | undefined {
  if (unit === "date") return typeof value === "string" ? readLogTime(value) : undefined;
  const number = typeof value === "string" ? decimal(value) : value;
  return typeof number === "number" ? number * MS_PER[unit] : undefined;
}

/** Numbers are often written as texts. */
function decimal(text: string): number | undefined {
  return /^[+-]?\d{1,40}(\.\d{1,40})?$/.test(text) ? Number(text) : undefined;
}
