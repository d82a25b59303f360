import { isObject } from "../../trace/check.js";
import type { Json, JsonObject } from "../../trace/ids.js";
import { nodeName } from "./entries.js";
import type { FieldSpecs } from "./mapping.js";
import type { NodePlaces } from "./nodePlaces.js";
import { plainText, valueAt } from "./paths.js";

/** Reads the fields of a state that a line tells; undefined when it tells none. */
export function fieldReader(
  specs: FieldSpecs,
  nodes: NodePlaces,
): (line: JsonObject) => JsonObject | undefined {
  const fields = Object.entries(specs).map(([name, spec]) =>
    typeof spec === "string"
      ? { name, at: valueAt(spec), shown: (value: Json) => value }
      : { name, at: valueAt(spec.at), shown: (value: Json) => shownValue(value, spec, nodes) },
  );
  return (line) => {
    const told = fields.flatMap(({ name, at, shown }): readonly (readonly [string, Json])[] => {
      const value = at(line);
      return value === undefined ? [] : [[name, shown(value)]];
    });
    return told.length === 0 ? undefined : Object.fromEntries(told);
  };
}

type FieldObject = Exclude<FieldSpecs[string], string>;

/** Nodes of the log become nodes of the trace; what is none stays as it is. */
function shownValue(value: Json, spec: FieldObject, nodes: NodePlaces): Json {
  const node = (one: Json): Json => nodes.id(nodeName(spec, one) ?? "") ?? one;
  switch (spec.show) {
    case "node":
      return value === null || plainText(value) === spec.none ? null : node(value);
    case "nodes":
      return Array.isArray(value) ? (value as readonly Json[]).map(node) : value;
    case "perNode": {
      if (!isObject(value)) return value;
      const entries = Object.entries(value);
      return Object.fromEntries(entries.map(([key, one]) => [nodes.id(key) ?? key, one]));
    }
    default:
      return value;
  }
}
