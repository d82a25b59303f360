import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/trace/ids.js";
import { Recorder } from "../../src/simulator/recorder.js";
import type { AnyProtocol } from "../../src/protocol/protocol.js";
import { Simulator } from "../../src/simulator/simulator.js";
import { gossipProtocol } from "./gossip.js";
import { act, happenings, QUIET, refusal, setupOf, startedRun } from "./runs.js";

type Body = JsonObject & { readonly type: string };

const rumour = (text: string): Body => ({ type: "Rumour", text });

function forge(from: string, to: string, body: Body = rumour("lie")) {
  return { type: "forge", from, to, body } as const;
}

describe("a forged message", () => {
  it("arrives as if the node had sent it, after a latency, and is recorded as forged", () => {
    const run = startedRun({ ...QUIET, network: { latencyMsMin: 5, latencyMsMax: 25 } });
    const step = act(run, forge("n2", "n1"), 7);
    const event = new Recorder(run.setup).event(step);
    expect(event).toMatchObject({ event: "forge", from: "n2", to: "n1", by: "i1" });
    expect(event.effects).toMatchObject([
      { effect: "send", message: 1, to: "n1", label: "psst lie", forged: true },
    ]);
    expect(happenings(run)).toEqual([{ event: "receive", node: "n1", message: 1 }]);
    expect(run.timeMs).toBeGreaterThanOrEqual(12);
    expect(run.world.node("n1").state?.heard).toEqual(["lie"]);
  });

  it("can come from a crashed node, and be copied, held and dropped like any other", () => {
    const run = startedRun(QUIET);
    act(run, { type: "crash", node: "n2" });
    act(run, forge("n2", "n1"));
    act(run, { type: "duplicate", message: 1 });
    act(run, { type: "hold", message: 1 });
    act(run, { type: "drop", message: 1 });
    expect(happenings(run)).toEqual([{ event: "receive", node: "n1", message: 2 }]);
  });

  it("is blocked where the link is cut", () => {
    const run = startedRun(QUIET);
    act(run, { type: "cut", links: [["n2", "n1"]] });
    const [sent] = act(run, forge("n2", "n1")).effects;
    expect(sent).toMatchObject({ what: "message", fate: "blocked" });
    expect(happenings(run)).toEqual([]);
  });

  it("leaves every other message's latency as it was", () => {
    const network = { latencyMsMin: 1, latencyMsMax: 1000 };
    const told = (forged: boolean): unknown => {
      const run = startedRun({ ...QUIET, network });
      if (forged) act(run, forge("n1", "n2"));
      const command = { type: "tell", text: "news" };
      const { effects } = act(run, { type: "command", node: "n1", command });
      return effects.flatMap((effect) => (effect.what === "message" ? [effect.arrivesMs] : []));
    };
    expect(told(true)).toEqual(told(false));
  });

  it("is refused when no node could receive it", () => {
    const [first, last] = [{ neighbours: ["n2"] }, { neighbours: ["n2"] }];
    const run = startedRun({ ...QUIET, nodes: [first, { neighbours: ["n1", "n3"] }, last] });
    expect(refusal(run, forge("n9", "n1"))).toBe('unknown node "n9"; known: n1, n2, n3');
    expect(refusal(run, forge("n1", "n3"))).toBe("there is no link n1 → n3");
    expect(refusal(run, forge("n1", "n2", { type: "Nonsense" }))).toBe(
      'unknown message "Nonsense" of a gossip; known: Rumour, Thanks',
    );
    expect(refusal(run, forge("n1", "n2", { type: "Thanks", text: "x" }))).toBe(
      "gossip does not say what a Thanks holds: it cannot be forged",
    );
    expect(refusal(run, forge("n1", "n2", { type: "Rumour" }))).toBe(
      "message Rumour text: expected a text, found nothing",
    );
    expect(refusal(run, forge("n1", "n2", { ...rumour("x"), loud: true }))).toBe(
      'message Rumour: unknown field "loud"; fields: text',
    );
  });

  it("is checked in the depth that the engine says", () => {
    const Whole = {
      ...{ leader: { orNull: "node" }, ok: "truth" },
      mood: { optional: { isOne: (text: string) => text === "fine", called: "a good mood" } },
      entries: { list: { object: { term: "integer" } } },
      note: { optional: "text" },
      boots: { optional: { perNode: "integer" } },
    } as const;
    const messages = { Whole };
    const { gossip } = gossipProtocol.kinds;
    const hearing = { ...gossip, onMessage: { Whole: (state: JsonObject) => state } };
    const nested = { ...gossipProtocol, messages, kinds: { gossip: hearing } } as AnyProtocol;
    const run = new Simulator(setupOf({ nodes: 3 }, nested), { record: false, check: false });
    run.setup.nodes.forEach(() => run.step());
    const whole = { type: "Whole", leader: null, entries: [{ term: 1 }], ok: true };
    act(run, forge("n1", "n2", whole));
    act(run, forge("n1", "n2", { ...whole, leader: "n3", note: "mine" }));
    const wrong = (part: JsonObject) => refusal(run, forge("n1", "n2", { ...whole, ...part }));
    expect(wrong({ leader: "n9" })).toBe(
      'message Whole leader: expected a node\'s id or null, found "n9"',
    );
    expect(wrong({ note: 1 })).toBe("message Whole note: expected a text or nothing, found 1");
    act(run, forge("n1", "n2", { ...whole, mood: "fine" }));
    expect(wrong({ mood: "bad" })).toBe(
      'message Whole mood: expected a good mood or nothing, found "bad"',
    );
    act(run, forge("n1", "n2", { ...whole, boots: { n1: 2 } }));
    expect(wrong({ boots: { n9: 2 } })).toBe(
      "message Whole boots: expected an object with an integer for each node or nothing, " +
        'found {"n9":2}',
    );
    expect(wrong({ ok: 1 })).toBe("message Whole ok: expected true or false, found 1");
    for (const entries of [{}, [1], [{ term: "1" }], [{}], [{ term: 1, more: 2 }]]) {
      expect(wrong({ entries })).toBe(
        "message Whole entries: expected a list, each item an object with term: an integer, " +
          `found ${JSON.stringify(entries)}`,
      );
    }
  });
});
