/** The ladder itself: what each stage adds, keeps on disk, and shows. */
import { describe, expect, it } from "vitest";
import { anyProtocol } from "../../../src/protocol/protocol.js";
import { raftLadder } from "../../../src/protocols/raft-ladder/raftLadder.js";
import { Recorder } from "../../../src/simulator/recorder.js";
import { makeSetup } from "../../../src/simulator/setup.js";
import { featuresAt } from "./helpers.js";

const STAGES = Array.from({ length: 25 }, (_, stage) => stage);

/** The features that a stage has and the one before it has not. */
function added(stage: number): readonly string[] {
  const now = Object.entries(featuresAt(stage)).filter(([, on]) => on);
  const before = Object.entries(stage === 0 ? {} : featuresAt(stage - 1));
  return now.flatMap(([name]) => (before.some(([old, on]) => old === name && on) ? [] : [name]));
}

describe("The stages of the ladder", () => {
  it("are called 0 to 24", () => {
    expect(raftLadder.stages.map(({ name }) => name)).toEqual(STAGES.map(String));
  });

  it("add one rule each, and nothing at stage 0 but the disk for votes", () => {
    expect(added(0)).toEqual(["durableVote"]);
    expect(STAGES.slice(1).map((stage) => added(stage).length)).toEqual(Array(24).fill(1));
  });

  it("take back one rule only: that of stage 16, at stage 18", () => {
    const on = STAGES.filter((stage) => featuresAt(stage).rejectLowerCommit);
    expect(on).toEqual([16, 17]);
    const off = Object.entries(featuresAt(24)).filter(([, isOn]) => !isOn);
    expect(off).toEqual([["rejectLowerCommit", false]]);
  });
});

describe("What survives a crash", () => {
  const persisted = (stage: number, durableVote = true) =>
    raftLadder.kinds.node.persisted({ ...featuresAt(stage), durableVote });

  it.each([
    ["log", 2],
    ["currentTerm", 11],
    ["commitLength", 15],
  ] as const)("includes %s from stage %i on", (field, first) => {
    const stages = STAGES.filter((stage) => persisted(stage).includes(field));
    expect(stages).toEqual(STAGES.slice(first));
  });

  it("includes the vote, unless it is switched off before stage 24", () => {
    expect(STAGES.filter((stage) => !persisted(stage).includes("votedFor"))).toEqual([]);
    const stages = STAGES.filter((stage) => persisted(stage, false).includes("votedFor"));
    expect(stages).toEqual([24]);
  });
});

describe("The state table", () => {
  const shown = (stage: number) =>
    raftLadder.kinds.node.view.fields
      .filter(({ exists }) => exists?.(featuresAt(stage)) ?? true)
      .map(({ field }) => field);

  it.each([
    [0, []],
    [1, ["log"]],
    [8, ["log", "currentLeader"]],
    [9, ["log", "votedFor", "votesReceived", "currentLeader"]],
    [11, ["log", "currentTerm", "votedFor", "votesReceived", "currentLeader"]],
  ])("shows at stage %i only what exists there", (stage, fields) => {
    expect(shown(stage)).toEqual(fields);
  });

  it("is recorded in a trace's header as it is at the stage", () => {
    const setup = makeSetup(anyProtocol(raftLadder), { stage: "9" });
    const fields = setup.ok ? new Recorder(setup.value).header().kinds.node?.fields : [];
    expect(fields).toEqual([
      { field: "log", show: "entries", label: "command" },
      { field: "votedFor", show: "node" },
      { field: "votesReceived", show: "nodes", roles: ["candidate", "leader"] },
      { field: "currentLeader", show: "node" },
    ]);
  });

  it("shows every field at the last stage, each once", () => {
    const fields = shown(24);
    expect(new Set(fields).size).toBe(fields.length);
    expect(fields).toEqual([
      ...["log", "commitLength", "currentTerm", "votedFor", "votesReceived", "currentLeader"],
      ...["sentLength", "ackedLength"],
    ]);
  });

  it("shows of a log what the stage knows: commands, then what is committed, then terms", () => {
    const log = (stage: number) =>
      raftLadder.kinds.node.view.fields.filter(
        ({ field, exists }) => field === "log" && exists?.(featuresAt(stage)) === true,
      );
    expect(log(14)).toMatchObject([{ label: "command" }]);
    expect(log(14)[0]).not.toHaveProperty("committed");
    expect(log(15)).toMatchObject([{ label: "command", committed: "commitLength" }]);
    expect(log(15)[0]).not.toHaveProperty("term");
    expect(log(19)).toMatchObject([{ committed: "commitLength", term: "term" }]);
  });
});
