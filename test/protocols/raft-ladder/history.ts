import { raftLadder } from "../../../src/protocols/raft-ladder/raftLadder.js";
import type { LadderTypes } from "../../../src/protocols/raft-ladder/types.js";
import { HandMadeHistory } from "../../protocol/kit/history.js";
import { featuresAt, follower } from "./helpers.js";

/** A history made by hand, of followers at a rung. */
export class History extends HandMadeHistory<LadderTypes> {
  constructor(stage: number, nodes: readonly string[] = ["n1", "n2", "n3"]) {
    const start = nodes.map((id) => ({ id, kind: "node" as const, state: follower() }));
    super(raftLadder, featuresAt(stage), start, "no-leader-ack");
  }
}
