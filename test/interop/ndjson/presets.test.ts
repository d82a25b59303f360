import { describe, expect, it } from "vitest";
import { sample } from "../kit.js";
import { importedLog } from "./kit.js";

const VOTERS = ["n1", "n2", "n3", "n4", "n5"];

describe("a log of etcd's Raft", async () => {
  const log = await importedLog(sample("etcd-raft/example.ndjson"));

  it("has the nodes, messages and pairs that were counted in the file", () => {
    expect(log.names).toEqual([...Array(10).keys()].map((place) => `node ${place + 1}`));
    expect(log.messages).toHaveLength(1787);
    expect(log.fates).toEqual({ received: 1661, noReceive: 126 });
    expect(log.noSends).toBe(0);
    expect(log.messages.filter(({ from, to }) => from === to)).toHaveLength(125);
    expect(log.trace.header.origin?.format).toBe("etcd-raft log");
    expect(log.inferred).toContain(
      "Receives that have several such sends before them: 760 of 1661. Which of these it was is a choice.",
    );
  });

  it("has one event a line, but for quiet lines that change nothing", () => {
    const leftOut = log.inferred.filter((sentence) => sentence.includes("change nothing"));
    const counts = leftOut.map((sentence) => Number(/\d+/.exec(sentence)?.[0]));
    expect(counts).toHaveLength(3);
    expect(log.length + counts.reduce((sum, count) => sum + count, 0)).toBe(4888);
  });

  it("tells the state of a node where the log does: lines 76, 84, 86 and 102", () => {
    const state = { term: 2, vote: "n2", lastIndex: 5, commit: 5 };
    const voters = { voters: VOTERS, outgoingVoters: [] };
    const term = { label: "term 2", blocks: { term: "term 2" } };
    expect(log.nodeAfter("BecomeCandidate")).toEqual({
      ...{ id: "n2", state: { ...state, ...voters }, view: { role: "candidate", ...term } },
    });
    expect(log.nodeAfter("ReceiveRequestVoteRequest")).toMatchObject({
      ...{ id: "n5", state: { term: 1, vote: null }, view: { role: "follower" } },
    });
    expect(log.nodeAfter("BecomeLeader")).toMatchObject({
      ...{ id: "n2", state, view: { role: "leader", ...term } },
    });
  });

  it("shows what a receive changed at the receive: line 112, by line 113", () => {
    expect(log.nodeAfter("ReceiveAppendEntriesRequest")).toMatchObject({
      ...{ id: "n3", state: { term: 2, lastIndex: 6, commit: 5 } },
    });
  });

  it("starts its nodes where it says so, at times from the first line on", () => {
    const starts = log.events.filter(({ event }) => event === "start");
    expect(starts).toHaveLength(10);
    expect(log.events[0]).toMatchObject({ event: "start", node: "n1", timeMs: 0 });
    expect(log.trace.timeOf("b1", log.length)).toBe(2219);
  });
});

describe("logs of CCF's Raft", () => {
  it.each([
    ["bad_network", 151, { received: 49, noReceive: 23 }],
    ["election", 71, { received: 24 }],
    ["replicate", 62, { received: 24 }],
    ["replicate.2023-04", 64, { received: 24 }],
  ])("%s has its events and messages", async (name, events, fates) => {
    const log = await importedLog(sample(`ccf-raft/${name}.ndjson`));
    expect(log.length).toBe(events);
    expect(log.fates).toEqual(fates);
    expect(log.noSends).toBe(0);
    expect(log.names).toEqual(["node 0", "node 1", "node 2"]);
    expect(log.trace.header.origin?.format).toBe("CCF Raft log");
  });

  it("sends a vote where the question came in, since no line tells it: lines 97 and 100", async () => {
    const log = await importedLog(sample("ccf-raft/bad_network.ndjson"));
    const votes = log.messages.filter(({ type }) => type === "raft_request_vote_response");
    expect(votes.map(({ sentAt, endAt }) => [sentAt, endAt])).toEqual([
      [7, 15],
      [9, 11],
      [97, 100],
      [105, 107],
      [111, 115],
    ]);
    expect(log.inferred.join()).toContain(
      "shown as sent where their sender received the question: 5.",
    );
  });

  it("tells what a leader is by the line that makes it one: line 12", async () => {
    const log = await importedLog(sample("ccf-raft/bad_network.ndjson"));
    expect(log.nodeAfter("become_leader")).toMatchObject({
      ...{ id: "n1", state: { current_view: 1, last_idx: 0, commit_idx: 0 } },
      view: { role: "leader", label: "view 1" },
    });
    expect(log.trace.header.timed).toBe(false);
  });

  it("says in words what 2023's April wrote as numbers", async () => {
    const log = await importedLog(sample("ccf-raft/replicate.2023-04.ndjson"));
    expect(new Set(log.messages.map(({ label }) => label))).toEqual(
      new Set([
        ...["raft_request_vote v1", "raft_request_vote_response v1"],
        ...["raft_append_entries v1", "raft_append_entries_response v1"],
      ]),
    );
  });

  it("knows since 2024 that messages were dropped, and that a commit is told before", async () => {
    const log = await importedLog(ccfSince2024());
    expect(log.fates).toEqual({ received: 1, dropped: 1 });
    expect(log.events.map(({ event }) => event)).toEqual(["local", "local", "drop", "local"]);
    expect(log.inferred.join()).toContain("Lines of other kinds that were left out: 1.");
  });
});

/** As raft_driver and raft_scenarios_runner.py write it. */
function ccfSince2024(): string {
  const state = {
    ...{ node_id: "0", current_view: 2, last_idx: 2, commit_idx: 2, leadership_state: "Leader" },
    ...{ membership_state: "Active", pre_vote_enabled: true, committable_indices: [] },
  };
  const packet = (idx: number) => ({
    ...{ msg: "raft_append_entries", idx, prev_idx: 2, term: 2, prev_term: 2 },
    ...{ leader_commit_idx: 2, term_of_idx: 2, contains_new_view: false },
  });
  const lines = [
    { function: "send_append_entries", state, packet: packet(3), to_node_id: "1" },
    { function: "send_append_entries", state, packet: packet(4), to_node_id: "1" },
    {
      ...{ function: "drop_pending_to", state, packet: packet(3) },
      from_node_id: "0",
      to_node_id: "1",
    },
    {
      ...{ function: "recv_append_entries", packet: packet(4), from_node_id: "0" },
      state: { ...state, node_id: "1", leadership_state: "Follower" },
    },
  ];
  const told = lines.map((msg, at) => ({ h_ts: String(at + 9), tag: "raft_trace", msg, cmd: "" }));
  return [{ cmd: "drop_pending,0,1" }, ...told].map((line) => JSON.stringify(line)).join("\n");
}

describe("the log of EWD998 from the examples of TLA+", async () => {
  const log = await importedLog(sample("tlc/EWD998ChanTrace.ndjson"));

  it("is put in an order in which every node's own clock counts up by one", () => {
    expect(log.length).toBe(654);
    const clocks = new Map<string, number>();
    for (const event of log.events) {
      if (event.event !== "local") throw new Error(event.event);
      const node = log.trace.world("b1", event.at).nodes.get(event.node);
      const clock = node?.state.clock as { readonly [id: string]: number };
      expect(clock[event.node]).toBe((clocks.get(event.node) ?? 0) + 1);
      clocks.set(event.node, clock[event.node] ?? 0);
    }
    expect([...clocks.values()]).toEqual([109, 160, 125, 150, 110]);
  });

  it("has a send for every payload, and for 80 tokens alone", () => {
    expect(log.fates).toEqual({ received: 228 });
    const types = log.messages.map(({ type }) => type);
    expect(types.filter((type) => type === "payload")).toHaveLength(143);
    expect(types.filter((type) => type === "termination")).toHaveLength(5);
    expect(types.filter((type) => type === "token")).toHaveLength(80);
    expect(log.noSends).toBe(128);
    const [kind] = Object.values(log.trace.header.kinds);
    expect(kind?.fields).toEqual([{ field: "clock", show: "perNode" }]);
  });
});
