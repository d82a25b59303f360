/** The rules of clients and of the resource, one event at a time. */
import { describe, expect, it } from "vitest";
import type { ClientState, Fence } from "../../../src/protocols/mutex-server/types.js";
import { about, client, happen, sent, timersSet } from "./helpers.js";

const waiting = () => client({ mutex: "wanted", request: 1, asked: 7 });
const holding = () => client({ ...waiting(), mutex: "held", fence: [1, 4] });
const writing = () => client({ ...holding(), isWriting: true });

function receive(
  state: ClientState,
  message: Parameters<typeof receivedBy>[1],
  from = "n1",
  stage = "fencing",
) {
  return happen("client", state, receivedBy(from, message), { stage });
}

function receivedBy(
  from: string,
  message:
    | { readonly type: "Accept" | "Query"; readonly epoch: number }
    | ({ readonly type: "Grant"; readonly grant: number } & ReturnType<typeof about>)
    | { readonly type: "Written" | "Refused"; readonly epoch: number; readonly grant: number },
) {
  return { event: "receive", from, message } as const;
}

function enter(state: ClientState) {
  return happen("client", state, { event: "command", command: { type: "enter" }, id: 7 });
}

function down(state: ClientState, peer: string, incarnation: number, stage = "fencing") {
  return happen("client", state, { event: "peerDown", peer, incarnation }, { stage });
}

describe("A client that connects", () => {
  it("does so when it boots, again and again where the server may come back", () => {
    const step = happen("client", undefined, { event: "start" }, { incarnation: 3 });
    expect(sent(step)).toEqual([["n1", { type: "Connect", incarnation: 3 }]]);
    expect(timersSet(step)).toEqual(["retry"]);
    const once = happen("client", undefined, { event: "start" }, { stage: "coordinator" });
    expect(timersSet(once)).toEqual([]);
    const retry = happen("client", step.state, { event: "timeout", timer: "retry" });
    expect([sent(retry).length, timersSet(retry)]).toEqual([1, ["retry"]]);
  });

  it("stops when it is accepted, and has nothing to tell while it is at rest", () => {
    const step = receive(client({ isConnected: false, epoch: 0 }), { type: "Accept", epoch: 1 });
    expect(step.effects).toEqual([{ effect: "cancelTimer", timer: "retry" }]);
    expect(step.state).toMatchObject({ isConnected: true, epoch: 1 });
  });

  it("tells a boot that it did not know what it wants or holds", () => {
    const accept = { type: "Accept", epoch: 2 } as const;
    const wants = { type: "Request", ...about(1, 2) };
    expect(sent(receive(waiting(), accept))).toEqual([["n1", wants]]);
    const holds = { type: "Status", ...about(1, 2), mutex: "held" };
    expect(sent(receive(holding(), accept))).toEqual([["n1", holds]]);
    expect(sent(receive(waiting(), { type: "Accept", epoch: 1 }))).toEqual([]);
  });

  it("answers whoever asks, in that one's epoch, and nobody of an older one", () => {
    const step = receive(client({ request: 3 }), { type: "Query", epoch: 2 });
    const tells = { type: "Status", ...about(3, 2), mutex: "released" };
    expect(sent(step)).toEqual([["n1", tells]]);
    expect(step.state.epoch).toBe(2);
    expect(receive(step.state, { type: "Query", epoch: 1 }).effects).toEqual([]);
  });

  it("connects again when its server dies, and not for a server before that one", () => {
    const state = client({ epoch: 2 });
    const step = down(state, "n1", 2);
    expect(sent(step)).toEqual([["n1", { type: "Connect", incarnation: 1 }]]);
    expect(step.state.isConnected).toBe(false);
    expect(down(state, "n1", 1).state).toBe(state);
    expect(down(state, "n3", 2).state).toBe(state);
    expect(down(state, "n1", 2, "dead-clients-freed").state).toBe(state);
  });
});

describe("A client that wants the critical section", () => {
  it("asks for it, with a number of its own", () => {
    const step = enter(client({ request: 4 }));
    expect(sent(step)).toEqual([["n1", { type: "Request", ...about(5) }]]);
    expect(step.state).toMatchObject({ mutex: "wanted", request: 5, asked: 7 });
  });

  it("keeps the wish for itself until it is connected", () => {
    const step = enter(client({ isConnected: false }));
    expect([sent(step), step.state.mutex]).toEqual([[], "wanted"]);
  });

  it("is told that it is busy when it wants or holds it already", () => {
    for (const state of [waiting(), holding()]) {
      const step = enter(state);
      expect(step.replies).toEqual([{ command: 7, result: { type: "busy" } }]);
      expect(step.state).toBe(state);
    }
  });

  it("is in when it is granted, for a while", () => {
    const step = receive(waiting(), { type: "Grant", ...about(1), grant: 4 });
    expect(step.state).toEqual(holding());
    expect(timersSet(step)).toEqual(["leave"]);
  });

  it.each([
    ["of an older epoch", { ...about(1, 0), grant: 4 }],
    ["of a boot that is over", { ...about(1, 1, 0), grant: 4 }],
    ["of another request", { ...about(2), grant: 4 }],
  ])("ignores a grant %s", (_, grant) => {
    const state = waiting();
    expect(receive(state, { type: "Grant", ...grant }).state).toBe(state);
  });

  it("ignores a second grant of what it holds", () => {
    const state = holding();
    expect(receive(state, { type: "Grant", ...about(1), grant: 5 }).state).toBe(state);
  });
});

describe("A client that leaves", () => {
  const write = ["n5", { type: "Write", ...about(1), grant: 4 }];

  it("writes first, and once more when the resource was down", () => {
    const step = happen("client", holding(), { event: "timeout", timer: "leave" });
    expect([sent(step), step.state]).toEqual([[write], writing()]);
    const up = { event: "peerUp", peer: "n5", incarnation: 2 } as const;
    expect(sent(happen("client", step.state, up))).toEqual([write]);
    expect(sent(happen("client", holding(), up))).toEqual([]);
    expect(sent(happen("client", step.state, { ...up, peer: "n1" }))).toEqual([]);
  });

  it.each([
    ["Written", "written"],
    ["Refused", "refused"],
  ] as const)("is gone when the answer is there: %s", (type, result) => {
    const step = receive(writing(), { type, epoch: 1, grant: 4 }, "n5");
    expect(step.state).toEqual(client({ request: 1 }));
    expect(sent(step)).toEqual([["n1", { type: "Release", ...about(1) }]]);
    expect(step.replies).toEqual([{ command: 7, result: { type: result } }]);
  });

  it("does not take the answer to another write for its own", () => {
    const state = writing();
    expect(receive(state, { type: "Refused", epoch: 1, grant: 3 }, "n5").state).toBe(state);
    const early = holding();
    expect(receive(early, { type: "Written", epoch: 1, grant: 4 }, "n5").state).toBe(early);
  });
});

describe("The resource", () => {
  const write = (highest: Fence | null, [epoch, grant]: Fence, stage = "fencing") => {
    const message = { type: "Write", ...about(1, epoch), grant } as const;
    const event = { event: "receive", from: "n3", message } as const;
    const step = happen("resource", { highest, writer: "n2" }, event, { stage });
    return [sent(step)[0]?.[1].type, step.state];
  };

  it("takes what is not below the highest number that it has taken, and remembers that", () => {
    expect(write(null, [1, 1])).toEqual(["Written", { highest: [1, 1], writer: "n3" }]);
    expect(write([1, 1], [1, 1])).toEqual(["Written", { highest: [1, 1], writer: "n3" }]);
    expect(write([1, 7], [2, 1])).toEqual(["Written", { highest: [2, 1], writer: "n3" }]);
  });

  it("refuses what is below, and nothing where there is no fencing", () => {
    expect(write([2, 1], [1, 9])).toEqual(["Refused", { highest: [2, 1], writer: "n2" }]);
    const taken = ["Written", { highest: [2, 1], writer: "n3" }];
    expect(write([2, 1], [1, 9], "recovery-window")).toEqual(taken);
  });

  it("has all that on its disk", () => {
    const saved = { highest: [2, 3], writer: "n4" } as const;
    expect(happen("resource", undefined, { event: "start", saved }).state).toEqual(saved);
  });
});
