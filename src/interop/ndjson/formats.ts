/** The formats whose logs are JSON objects, one a line. What reads them is loaded when needed. */
import type { JsonObject } from "../../trace/ids.js";
import type { ForeignFormat } from "../formats.js";
import { valueAt } from "./paths.js";
import type { PresetName } from "./presets.js";
import { firstObjects } from "./recognise.js";

/** Something that the lines of a format have and others have not. */
type Sign = (line: JsonObject) => boolean;

const isEtcdRaft: Sign = (line) => line.tag === "trace" && has(line, "event.nid");
const isCcfRaft: Sign = (line) =>
  (line.tag === "raft_trace" && has(line, "msg.function")) ||
  (line.tag === "tla" && has(line, "msg.event.function"));
const isEwd998: Sign = (line) => has(line, "pkt.vc") && has(line, "event") && has(line, "node");

function has(line: JsonObject, path: string): boolean {
  return valueAt(path)(line) !== undefined;
}

function preset(id: string, title: string, name: PresetName, sign: Sign): ForeignFormat {
  return {
    id,
    title,
    recognises: (head) => firstObjects(head).some(sign),
    read: async (log, { pause }) => {
      const { readPreset } = await import("./readNdjson.js");
      return readPreset(name, log, pause);
    },
  };
}

/** Traces that etcd's Raft writes for validation by TLC. */
export const etcdRaft = preset("etcd-raft", "etcd-raft log", "etcdRaft", isEtcdRaft);

/** Traces of the Raft of Microsoft's CCF, as it wrote them in 2023, 2024 and since. */
export const ccfRaft = preset("ccf-raft", "CCF Raft log", "ccfRaft", isCcfRaft);

/** Traces of Dijkstra's termination detection, from the examples of TLA+. */
export const ewd998 = preset("ewd998", "EWD998 log", "ewd998", isEwd998);

/** Any log of JSON objects, read by the user's mapping. */
export const ndjson: ForeignFormat = {
  id: "ndjson",
  title: "NDJSON log",
  // A first line may be longer than what is looked at.
  recognises: (head) => firstObjects(head).length > 0 || /^\{"[^\n]*$/.test(head),
  read: async (log, { mapping, pause }) => {
    const { readMapped } = await import("./readNdjson.js");
    return readMapped(log, mapping, pause);
  },
};
