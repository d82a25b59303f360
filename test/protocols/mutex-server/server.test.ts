/** The server's rules, one event at a time. */
import { describe, expect, it } from "vitest";
import { isLower, isNews } from "../../../src/protocols/mutex-server/claims.js";
import type { MutexState, ServerState } from "../../../src/protocols/mutex-server/types.js";
import { about, claim, happen, sent, server, timersSet } from "./helpers.js";

function request(state: ServerState, from: string, number = 1, epoch = 1) {
  const message = { type: "Request", ...about(number, epoch) } as const;
  return happen("server", state, { event: "receive", from, message });
}

function release(state: ServerState, from: string, number = 1) {
  const message = { type: "Release", ...about(number) } as const;
  return happen("server", state, { event: "receive", from, message });
}

function status(state: ServerState, from: string, mutex: MutexState, epoch = 2) {
  const message = { type: "Status", ...about(1, epoch), mutex } as const;
  return happen("server", state, { event: "receive", from, message }, { draw: (_, max) => max });
}

function connect(state: ServerState, from: string, incarnation: number) {
  const message = { type: "Connect", incarnation } as const;
  return happen("server", state, { event: "receive", from, message });
}

function death(state: ServerState, peer: string, incarnation: number, stage = "fencing") {
  return happen("server", state, { event: "peerDown", peer, incarnation }, { stage });
}

/** Whom the step granted the critical section. */
const grantedTo = (step: Parameters<typeof sent>[0]) =>
  sent(step).flatMap(([to, { type }]) => (type === "Grant" ? [to] : []));

describe("What a server grants", () => {
  it("goes at once to who asks while nobody holds, and has a number", () => {
    const step = request(server({ grants: 4 }), "n2");
    expect(sent(step)).toEqual([["n2", { type: "Grant", ...about(1), grant: 5 }]]);
    expect(step.state).toMatchObject({ holders: ["n2"], queue: [], grants: 5 });
  });

  it("goes to the others in the order in which they came, each after a release", () => {
    let state = request(server(), "n2").state;
    for (const from of ["n4", "n3"]) state = request(state, from).state;
    expect(state).toMatchObject({ holders: ["n2"], queue: ["n4", "n3"] });
    const step = release(state, "n2");
    expect(grantedTo(step)).toEqual(["n4"]);
    expect(step.state).toMatchObject({ holders: ["n4"], queue: ["n3"] });
  });

  it("goes to nobody twice for one request, however often that comes", () => {
    const granted = request(server(), "n2").state;
    expect(request(granted, "n2").state).toBe(granted);
    const over = release(granted, "n2").state;
    expect(sent(request(over, "n2"))).toEqual([]);
    expect(request(over, "n2").state).toBe(over);
  });

  it("is free when the holder's next request overtakes its release", () => {
    const held = request(request(server(), "n2").state, "n3").state;
    const step = request(held, "n2", 2);
    expect(grantedTo(step)).toEqual(["n3"]);
    expect(step.state.queue).toEqual(["n2"]);
    expect(release(step.state, "n2", 1).state).toBe(step.state);
  });

  it("is not for requests of an older epoch", () => {
    const state = server({ epoch: 2 });
    expect(request(state, "n2", 1, 1).state).toBe(state);
  });
});

describe("Whoever is no client", () => {
  it("gets nothing: no place in the queue, no answer, no write", () => {
    const state = server();
    for (const step of [request(state, "n5"), release(state, "n5"), connect(state, "n5", 1)]) {
      expect([step.state, sent(step)]).toEqual([state, []]);
    }
    const write = { type: "Write", ...about(1), grant: 1 } as const;
    const resource = { highest: null, writer: null };
    const event = { event: "receive", from: "n1", message: write } as const;
    expect(sent(happen("resource", resource, event))).toEqual([]);
  });
});

describe("What a server does about the dead", () => {
  const held = () => request(request(request(server(), "n2").state, "n3").state, "n4").state;

  it("is to free what they held, and to forget them", () => {
    const step = death(held(), "n2", 1);
    expect(grantedTo(step)).toEqual(["n3"]);
    expect(step.state.clients).toEqual({ n3: 1, n4: 1 });
  });

  it("is to take them out of the queue", () => {
    const { state } = death(held(), "n3", 1);
    expect(state).toMatchObject({ holders: ["n2"], queue: ["n4"] });
  });

  it("is nothing where the rule is missing, or where the resource died", () => {
    const state = held();
    expect(death(state, "n2", 1, "coordinator").state).toBe(state);
    expect(death(state, "n5", 1).state).toBe(state);
  });

  it("is nothing about a boot that a later one has replaced", () => {
    const { state } = connect(held(), "n2", 2);
    expect(state).toMatchObject({ holders: ["n3"], clients: { n2: 2 } });
    expect(death(state, "n2", 1).state).toBe(state);
  });

  it("lasts: nothing that the dead boot had sent counts any more", () => {
    const { state } = death(held(), "n3", 1);
    expect(request(state, "n3", 2).state).toBe(state);
    const late = connect(state, "n3", 1);
    expect([late.state, sent(late)]).toEqual([state, []]);
    expect(sent(connect(state, "n3", 2))).toEqual([["n3", { type: "Accept", epoch: 1 }]]);
  });
});

describe("A server with its clients on disk", () => {
  const stage = "saved-clients-and-epochs";
  const boot = (saved: Partial<ServerState>) =>
    happen("server", undefined, { event: "start", saved }, { stage, incarnation: 2 });

  it("saves the list and nothing else, and starts with an empty one", () => {
    const first = happen("server", undefined, { event: "start" }, { stage }).state;
    expect(first).toMatchObject({ role: "serving", epoch: 1, clients: {} });
    expect(connect(first, "n3", 1).state.clients).toEqual({ n3: 1 });
  });

  it("asks every saved client when it boots, and serves at once if there is none", () => {
    const step = boot({ clients: { n2: 1, n4: 3 } });
    const query = { type: "Query", epoch: 2 };
    expect(sent(step)).toEqual([
      ["n2", query],
      ["n4", query],
    ]);
    expect(step.state).toMatchObject({ role: "recovering", awaiting: ["n2", "n4"] });
    expect(boot({}).state.role).toBe("serving");
  });

  it("grants nothing before the last answer, and keeps who holds", () => {
    const asked = boot({ clients: { n2: 1, n3: 1, n4: 1 } }).state;
    const waits = status(asked, "n3", "wanted");
    expect(grantedTo(waits)).toEqual([]);
    const holds = status(waits.state, "n2", "held").state;
    const idle = status(holds, "n4", "released");
    expect(grantedTo(idle)).toEqual([]);
    expect(idle.state).toMatchObject({ role: "serving", holders: ["n2"], queue: ["n3"] });
  });

  it("draws the order of those that it finds waiting", () => {
    const asked = boot({ clients: { n2: 1, n3: 1, n4: 1 } }).state;
    const first = status(asked, "n2", "wanted").state;
    const message = { type: "Status", ...about(1, 2), mutex: "wanted" } as const;
    const event = { event: "receive", from: "n3", message } as const;
    const orders = [0, 1].map((place) => {
      const step = happen("server", first, event, { stage, draw: () => place });
      return step.state.queue;
    });
    expect(orders).toEqual([
      ["n3", "n2"],
      ["n2", "n3"],
    ]);
  });

  it("takes a death, or the connection of a later boot, for an answer", () => {
    const asked = boot({ clients: { n2: 1, n3: 1 } }).state;
    const dead = death(asked, "n2", 1, stage).state;
    expect(dead.awaiting).toEqual(["n3"]);
    expect(connect(dead, "n3", 1).state.role).toBe("recovering");
    expect(connect(dead, "n3", 2).state).toMatchObject({ role: "serving", awaiting: [] });
  });

  it("is not content with an answer to its predecessor's question", () => {
    const asked = boot({ clients: { n2: 1 } }).state;
    expect(status(asked, "n2", "wanted", 1).state).toBe(asked);
  });
});

describe("A server without a disk", () => {
  const boot = (incarnation: number, stage: string) =>
    happen("server", undefined, { event: "start" }, { stage, incarnation });

  it("waits through the recovery window at every boot but the first", () => {
    expect(boot(1, "recovery-window").state.role).toBe("serving");
    const step = boot(2, "recovery-window");
    expect([step.state.role, timersSet(step)]).toEqual(["recovering", ["recovery"]]);
    expect(boot(2, "stateless").state.role).toBe("serving");
  });

  it("grants when the window is over", () => {
    const waits = status(boot(2, "recovery-window").state, "n3", "wanted");
    expect(grantedTo(waits)).toEqual([]);
    const event = { event: "timeout", timer: "recovery" } as const;
    const step = happen("server", waits.state, event, { stage: "recovery-window" });
    expect([grantedTo(step), step.state.role]).toEqual([["n3"], "serving"]);
  });

  it("believes two clients that both hold, and grants when both are gone", () => {
    let state = server({ epoch: 2 });
    for (const from of ["n2", "n3"]) state = status(state, from, "held").state;
    state = status(state, "n4", "wanted").state;
    expect(state).toMatchObject({ holders: ["n2", "n3"], queue: ["n4"] });
    state = status(state, "n2", "released").state;
    expect(state.holders).toEqual(["n3"]);
    expect(grantedTo(status(state, "n3", "released"))).toEqual(["n4"]);
  });
});

describe("What is news of a client", () => {
  it("is a later boot, a later request, or a later state of the same request", () => {
    const steps = [
      ...[claim(0, "released"), claim(1, "wanted"), claim(1, "held"), claim(1, "released")],
      ...[claim(2, "wanted"), claim(0, "dead"), claim(0, "released", 2), claim(1, "wanted", 2)],
    ];
    const news = steps.map((a) => steps.filter((b) => isNews(b, a)));
    expect(news).toEqual(steps.map((_, i) => steps.slice(i + 1)));
  });

  it("is anything of a client of which nothing is known", () => {
    expect(isNews(claim(0, "dead"), undefined)).toBe(true);
  });
});

describe("Numbers of grants", () => {
  it("are ordered by epoch, then by grant", () => {
    expect(isLower([1, 9], [2, 1])).toBe(true);
    expect(isLower([2, 1], [2, 2])).toBe(true);
    expect(isLower([2, 2], [2, 2])).toBe(false);
    expect(isLower([2, 1], [1, 9])).toBe(false);
  });
});
