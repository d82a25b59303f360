/** The state of a node from each of its entries on, and how the node shows itself in it. */
import { isObject } from "../../trace/check.js";
import type { JsonObject } from "../../trace/ids.js";
import type { FieldSpec, KindSpec, RoleSpec, ViewData } from "../../trace/view.js";
import type { Entry } from "./entries.js";
import { fieldReader } from "./fields.js";
import type { Mapping } from "./mapping.js";
import type { NodePlaces } from "./nodePlaces.js";
import { plainText, textOf, valueAt } from "./paths.js";
import { matches } from "./patterns.js";

/** What a node is; a part is absent when the log has told nothing of it. */
export interface Look {
  readonly state?: JsonObject;
  readonly view?: ViewData;
}

/** The state table's row for vector clocks. */
const CLOCK = "clock";

/** What the entries' lines tell, in their order: before the event or after it, as the log does. */
export function toldLooks(
  entries: readonly Entry[],
  mapping: Mapping,
  nodes: NodePlaces,
): readonly Look[] {
  const readState = stateReader(mapping, nodes);
  const readView = viewReader(mapping);
  const last = new Map<string, Look>();
  return entries.map((entry) => {
    const old = last.get(entry.node);
    const state = readState(entry, old?.state);
    const view = readView?.(entry, old?.view);
    const look = {
      ...(state === undefined ? {} : { state }),
      ...(view === undefined ? {} : { view }),
    };
    last.set(entry.node, look);
    return look;
  });
}

/**
 * What nodes are after each entry. A line that tells the state before its event, and one that
 * sends, which changes nothing, tell what its node's line before has left, if that told the state
 * before it as well. Any other change is seen where a line first tells it.
 */
export function looksAfter(
  entries: readonly Entry[],
  told: readonly Look[],
  { stateBefore }: Mapping,
): readonly Look[] {
  const isBefore = matches(stateBefore);
  const looks = [...told];
  const last = new Map<string, number>();
  for (const [place, { node, event, act }] of entries.entries()) {
    const previous = last.get(node);
    last.set(node, place);
    if (previous === undefined || (act !== "send" && !isBefore(event))) continue;
    const look = told[place];
    if (look !== undefined && isBefore(entries[previous]?.event ?? "")) looks[previous] = look;
  }
  return looks;
}

/** What a line does not tell of a state stays as it was, but for states told as one object. */
function stateReader({ state }: Mapping, nodes: NodePlaces) {
  const wholeAt = typeof state === "string" ? valueAt(state) : undefined;
  const fields = typeof state === "object" ? fieldReader(state, nodes) : undefined;
  return ({ line, clock }: Entry, old: JsonObject | undefined): JsonObject | undefined => {
    const told = wholeAt === undefined ? fields?.(line) : objectIn(wholeAt(line));
    if (told === undefined && clock === undefined) return old;
    const kept = wholeAt !== undefined && told !== undefined ? undefined : old;
    return { ...kept, ...(clock === undefined ? {} : { [CLOCK]: clockOf(clock, nodes) }), ...told };
  };
}

function objectIn(value: unknown): JsonObject | undefined {
  return isObject(value) ? (value as JsonObject) : undefined;
}

function clockOf(clock: ReadonlyMap<string, number>, nodes: NodePlaces): JsonObject {
  return Object.fromEntries([...clock].map(([node, count]) => [nodes.id(node) ?? node, count]));
}

/** What a line does not tell of a view stays as it was. */
function viewReader({ role, lanes }: Mapping) {
  if (role === undefined && lanes === undefined) return undefined;
  const roleAt = role && valueAt(role.at);
  const names = new Map(Object.entries(role?.tones ?? {}));
  const labelOf = role?.label === undefined ? undefined : textOf(role.label);
  const lanesOf = Object.entries(lanes ?? {}).map(([lane, text]) => ({ lane, of: textOf(text) }));
  return ({ line }: Entry, old: ViewData | undefined): ViewData => {
    const value = roleAt?.(line);
    const told = value === undefined ? undefined : plainText(value);
    const spec = told === undefined ? undefined : names.get(told);
    const label = labelOf?.(line) ?? old?.label;
    const blocks = lanesOf.flatMap(({ lane, of }): readonly (readonly [string, string])[] => {
      const text = of(line) ?? old?.blocks?.[lane];
      return text === undefined ? [] : [[lane, text]];
    });
    return {
      role: (typeof spec === "object" ? spec.name : told) ?? old?.role ?? "",
      ...(label === undefined ? {} : { label }),
      ...(blocks.length === 0 ? {} : { blocks: Object.fromEntries(blocks) }),
    };
  };
}

/** How the picture and the state table show the nodes of these looks. */
export function kindOf(looks: readonly Look[], mapping: Mapping): KindSpec {
  return {
    roles: rolesOf(looks, mapping),
    fields: fieldsOf(looks, mapping),
    lanes: Object.keys(mapping.lanes ?? {}).map((lane) => ({ lane, show: "block" })),
  };
}

function fieldsOf(looks: readonly Look[], { state, clock }: Mapping): readonly FieldSpec[] {
  const specs = new Map(typeof state === "object" ? Object.entries(state) : []);
  const names = new Set(specs.keys());
  for (const look of looks) for (const name of Object.keys(look.state ?? {})) names.add(name);
  return [...names].map((field) => {
    const spec = specs.get(field);
    if (typeof spec === "object") return { field, show: spec.show ?? "value" };
    const isClock = field === CLOCK && clock !== undefined && spec === undefined;
    return { field, show: isClock ? "perNode" : "value" };
  });
}

/** Those of the mapping, then those that only the log knows. */
function rolesOf(looks: readonly Look[], { role }: Mapping): readonly RoleSpec[] {
  const tones = new Map<string, RoleSpec["tone"]>();
  for (const [value, spec] of Object.entries(role?.tones ?? {})) {
    if (typeof spec === "string") tones.set(value, spec);
    else tones.set(spec.name, spec.tone);
  }
  for (const { view } of looks) {
    if (view !== undefined && view.role !== "" && !tones.has(view.role)) {
      tones.set(view.role, "quiet");
    }
  }
  return [...tones].map(([name, tone]) => ({ name, tone }));
}
