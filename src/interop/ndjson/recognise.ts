import { isObject } from "../../trace/check.js";
import type { JsonObject } from "../../trace/ids.js";

/** How many objects are looked at to find out whose log it is. */
const ENOUGH = 20;

/** The first lines of a log's beginning that are JSON objects. */
export function firstObjects(head: string): readonly JsonObject[] {
  const objects: JsonObject[] = [];
  for (const line of head.split("\n")) {
    if (!line.startsWith("{")) continue;
    const value = parsed(line);
    if (isObject(value)) objects.push(value as JsonObject);
    if (objects.length === ENOUGH) break;
  }
  return objects;
}

/** Undefined for a line that is no JSON, as one that is cut short. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
