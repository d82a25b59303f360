import { raft } from "../../../src/protocols/raft/raft.js";
import type { RaftTypes } from "../../../src/protocols/raft/types.js";
import { HandMadeHistory } from "../../protocol/kit/history.js";
import { defaultFeatures, server } from "./helpers.js";

/** A history made by hand, of followers of term 0 with empty logs. */
export class History extends HandMadeHistory<RaftTypes> {
  constructor(nodes: readonly string[] = ["n1", "n2", "n3"]) {
    const start = nodes.map((id) => ({ id, kind: "server" as const, state: server() }));
    super(raft, defaultFeatures(), start, "election");
  }
}
