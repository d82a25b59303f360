import { canonicalJson } from "../trace/canonicalJson.js";
import type { Json } from "../trace/ids.js";
import type { Intervention } from "../trace/intervention.js";

/**
 * Whether two interventions at the same place of the tree are the same choice: equal in kind and
 * target. A message is named by its number, which on one path is the same as naming it by link,
 * type and ordinal.
 */
export function sameChoice(a: Intervention, b: Intervention): boolean {
  return a.type === b.type && canonicalJson(asJson(a)) === canonicalJson(asJson(b));
}

/** Interventions are plain JSON; their types do not say so. */
function asJson(does: Intervention): Json {
  return does as unknown as Json;
}
