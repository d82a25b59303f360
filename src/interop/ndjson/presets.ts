/** The mappings that ship with us. A format may have had several shapes over the years. */
import type { JsonObject } from "../../trace/ids.js";
import { presetMapping, type Mapping } from "./mapping.js";
import { valueAt } from "./paths.js";
import ccfRaft2023 from "./presets/ccfRaft2023.json";
import ccfRaft2023April from "./presets/ccfRaft2023April.json";
import etcdRaft from "./presets/etcdRaft.json";
import ewd998 from "./presets/ewd998.json";

/** Since 2024 a commit is written before it is done, and the state holds what can be committed. */
const ccfRaft2024 = {
  ...ccfRaft2023,
  stateBefore: [...ccfRaft2023.stateBefore, "commit", "bootstrap"],
};

/** By format; each shape with a path that only its logs have, but for the last one. */
const PRESETS = {
  etcdRaft: [{ sign: "event", mapping: etcdRaft }],
  ccfRaft: [
    { sign: "msg.event", mapping: ccfRaft2023April },
    { sign: "msg.state.committable_indices", mapping: ccfRaft2024 },
    { sign: "msg.state", mapping: ccfRaft2023 },
  ],
  ewd998: [{ sign: "pkt", mapping: ewd998 }],
} as const;

export type PresetName = keyof typeof PRESETS;

/** The mapping of that format for a log with these lines. */
export function presetFor(name: PresetName, lines: readonly JsonObject[]): Mapping {
  const shapes: readonly { readonly sign: string; readonly mapping: unknown }[] = PRESETS[name];
  const has = (path: string): boolean => lines.some((line) => valueAt(path)(line) !== undefined);
  const shape = shapes.find(({ sign }) => has(sign)) ?? shapes.at(-1);
  return presetMapping(shape?.mapping);
}
