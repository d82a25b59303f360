/** The order of the ring, and what one peer does in one step. */
import { describe, expect, it } from "vitest";
import { stepOnce, type StepEvent } from "../../../src/protocol/kit/stepOnce.js";
import { anyProtocol } from "../../../src/protocol/protocol.js";
import { between, clockwise, isSameRing } from "../../../src/protocols/token-ring/ring.js";
import { tokenRing } from "../../../src/protocols/token-ring/tokenRing.js";
import type { PeerState, RingTypes } from "../../../src/protocols/token-ring/types.js";
import { makeSetup } from "../../../src/simulator/setup.js";

type Event = StepEvent<RingTypes, "peer">;

const PEERS = ["n1", "n3", "n4"];

/** One event at n2 of four peers, in its first boot. */
function happen(state: PeerState | undefined, event: Event) {
  const step = stepOnce<RingTypes>(tokenRing, {
    ...{ node: "n2", kind: "peer", event, peers: PEERS },
    ...(state === undefined ? {} : { state }),
  });
  const sent = step.effects.flatMap((effect) =>
    effect.effect === "send" ? [`${effect.message.type} ${effect.to}`] : [],
  );
  return { ...step, sent };
}

const atRest = (): PeerState => happen(undefined, { event: "start" }).state;
const token = { type: "Token", generation: 1, boot: 1, over: {} } as const;
const receive = (message: Extract<Event, { event: "receive" }>["message"], from = "n1"): Event => ({
  ...{ event: "receive", from, message },
});
const down = (peer: string): Event => ({ event: "peerDown", peer, incarnation: 1 });

describe("The ring", () => {
  it("goes from smaller numbers to larger ones, and round", () => {
    expect(clockwise("n2", ["n10", "n1", "n2", "n9"])).toEqual(["n9", "n10", "n1"]);
  });

  it("knows who is passed over on the way", () => {
    const boots = { n1: 1, n3: 2, n4: 1 };
    expect(between("n2", "n4", boots)).toEqual({ n3: 2 });
    expect(between("n2", "n1", boots)).toEqual({ n3: 2, n4: 1 });
    expect(between("n2", "n2", boots)).toEqual(boots);
  });

  it("is another when a boot is another", () => {
    expect(isSameRing({ n1: 1, n2: 1 }, { n2: 1, n1: 1 })).toBe(true);
    expect(isSameRing({ n1: 1, n2: 1 }, { n1: 1, n2: 2 })).toBe(false);
    expect(isSameRing({ n1: 1, n2: 1 }, { n1: 1 })).toBe(false);
  });

  it("has links that keep the order unless a run wants others", () => {
    const setup = makeSetup(anyProtocol(tokenRing), {});
    expect(setup.ok && setup.value.network.fifo).toBe(true);
    const wild = makeSetup(anyProtocol(tokenRing), { network: { fifo: false } });
    expect(wild.ok && wild.value.network.fifo).toBe(false);
  });
});

describe("A peer", () => {
  it("passes on a token that it does not want", () => {
    expect(happen(atRest(), receive(token)).sent).toEqual(["Token n3"]);
  });

  it("keeps the token that it wants, and sends the edit before it", () => {
    const wants = happen(atRest(), { event: "command", command: { type: "enter" } }).state;
    const held = happen(wants, receive(token));
    expect([held.sent, held.state.mutex]).toEqual([[], "held"]);
    const left = happen(held.state, { event: "timeout", timer: "leave" });
    expect(left.sent).toEqual(["Edit n3", "Token n3"]);
    expect(left.replies).toEqual([{ command: 1, result: { type: "edited" } }]);
  });

  it("sends to the next that lives, first the edits that may not have gone round", () => {
    const about = { number: 1, author: "n1", authorBoot: 1, boot: 1, over: {} };
    const edited = happen(atRest(), receive({ type: "Edit", ...about })).state;
    expect(happen(edited, down("n3")).sent).toEqual(["Edit n4"]);
    expect(happen(edited, down("n4")).sent).toEqual([]);
    const passed = happen(edited, receive(token)).state;
    const again = happen(passed, receive(token)).state;
    expect(happen(again, down("n3")).sent).toEqual([]);
  });

  it("lets what was sent past the dead wait until it is told of the death", () => {
    const early = happen(atRest(), receive({ ...token, over: { n1: 1 } }, "n4"));
    expect([early.sent, early.state.inbox.length]).toEqual([[], 1]);
    const told = happen(early.state, down("n1"));
    expect([told.sent, told.state.inbox.length]).toEqual([["Token n3"], 0]);
  });

  it("discards a token of an older generation", () => {
    const state = { ...atRest(), generation: 2 };
    expect(happen(state, receive(token)).sent).toEqual([]);
  });

  it("takes in who comes back behind it: the marker to the old successor, all to the new", () => {
    const alone = happen(atRest(), down("n3")).state;
    const up = { event: "peerUp", peer: "n3", incarnation: 2 } as const;
    expect(happen(alone, up).sent).toEqual(["Joined n4", "Welcome n3"]);
    expect(happen(happen(atRest(), down("n4")).state, { ...up, peer: "n4" }).sent).toEqual([]);
  });
});

/** One test for each thing that sweeps have found; docs/token-ring.md tells of them. */
describe("What may surprise", () => {
  const query = { type: "TokenQuery", asker: "n2", askerBoot: 1, query: 1, generation: 1 } as const;
  const back = receive({ ...query, boot: 1, over: {} });
  const asking = (): PeerState => {
    const wants = happen(atRest(), { event: "command", command: { type: "enter" } }).state;
    return happen(wants, { event: "timeout", timer: "patience" }).state;
  };

  it("the proof of the loss goes round to the coordinator, behind all edits", () => {
    expect(happen(asking(), back).sent).toEqual(["Lost n3"]);
  });

  it("a death, and the token that has come by, make a query void", () => {
    const told = happen(asking(), down("n4")).state;
    expect(happen(told, back).sent).toEqual([]);
    const had = happen(happen(asking(), receive(token)).state, {
      event: "timeout",
      timer: "leave",
    });
    expect(happen(had.state, back).sent).toEqual([]);
  });

  it("the coordinator may be behind: a query gathers the highest generation", () => {
    const state = { ...atRest(), generation: 3 };
    const passed = happen(state, receive({ ...query, asker: "n4", boot: 1, over: {} }));
    const sent = passed.effects.map((one) => one.effect === "send" && one.message);
    expect(sent).toMatchObject([{ type: "TokenQuery", generation: 3 }]);
  });

  it("a proof about another ring, or another boot of a peer, makes no token", () => {
    const lost = { type: "Lost", generation: 1, boot: 1, over: {} } as const;
    const alone = happen(happen(atRest(), down("n1")).state, down("n4")).state;
    const made = (ring: PeerState["ring"]) =>
      happen(alone, receive({ ...lost, ring }, "n3")).state.generation;
    expect(made({ n2: 1, n3: 1 })).toBe(2);
    expect([made({ n2: 1, n3: 1, n4: 1 }), made({ n2: 1, n3: 2 })]).toEqual([1, 1]);
  });

  it("a marker may die with who had it: who came back says so to each new successor", () => {
    const back2 = { ...atRest(), ring: { n1: 1, n2: 2, n3: 1, n4: 1 } };
    expect(happen(back2, down("n3")).sent).toEqual(["Joined n4"]);
  });

  it("a welcome may die with who sent it: a new successor that came back is welcomed", () => {
    const known = { ...atRest(), ring: { n1: 1, n2: 1, n3: 1, n4: 2 } };
    expect(happen(known, down("n3")).sent).toEqual(["Welcome n4", "Joined n4"]);
  });
});
