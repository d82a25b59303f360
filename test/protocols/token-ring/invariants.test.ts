/**
 * The promises on histories made by hand: each must break on the smallest history that breaks it,
 * with a sentence that names the witnesses, and must hold on the nearest one that does not.
 */
import { describe, expect, it } from "vitest";
import { STAGES, FEATURES } from "../../../src/protocols/token-ring/stages.js";
import { tokenRing } from "../../../src/protocols/token-ring/tokenRing.js";
import type { RingFeatures } from "../../../src/protocols/token-ring/types.js";
import { History, mark, notification, token } from "./history.js";

const HELD = { mutex: "held" } as const;
const WANTED = { mutex: "wanted" } as const;
const OUTSIDE = { isIn: false } as const;

describe("Mutual Exclusion", () => {
  const mutex = (history: History) => history.verdict("Mutual Exclusion");

  it("is broken by two live peers of the ring in the critical section", () => {
    const history = new History().set("n1", HELD);
    expect(mutex(history)).toBe("holds");
    history.set("n3", HELD);
    expect(mutex(history)).toBe("n1 and n3 are both in the critical section.");
  });

  it("does not count who is dead or waits", () => {
    expect(mutex(new History().set("n1", HELD).crash("n1").set("n3", HELD))).toBe("holds");
    expect(mutex(new History().set("n1", HELD).set("n3", WANTED))).toBe("holds");
  });
});

describe("One Token", () => {
  const one = (history: History) => history.verdict("One Token");
  const sentence = "Generation 1 has two tokens: one at or on its way to n1, one n2.";
  const early = (from: string) => ({ inbox: [{ from, message: token() }] });

  it("is broken by two of one generation, here, in an inbox or on the way", () => {
    expect(one(new History().set("n1", { token: 1 }).set("n2", { token: 1 }))).toBe(sentence);
    expect(one(new History().set("n1", { token: 1 }).set("n2", early("n1")))).toBe(sentence);
    const moving = new History().onTheWay(["n1", "n2", token()]).set("n1", { token: 1 });
    expect(one(moving)).toBe(sentence);
  });

  it("allows an older one, one of the dead, and one on its way to the dead", () => {
    expect(one(new History().set("n1", { token: 1 }).set("n2", { token: 2 }))).toBe("holds");
    const dead = new History().set("n1", { token: 1 }).crash("n1").set("n2", { token: 1 });
    expect(one(dead)).toBe("holds");
    const lost = new History().crash("n2").onTheWay(["n1", "n2", token()]).set("n1", { token: 1 });
    expect(one(lost)).toBe("holds");
  });
});

describe("Every Request Granted", () => {
  const granted = (history: History) => history.verdict("Every Request Granted");

  it("is broken by a peer that waits while there is no token", () => {
    const history = new History().set("n2", WANTED);
    expect(granted(history)).toBe("n2 waits, and there is no token.");
    expect(granted(history.onTheWay(["n1", "n2", token()]))).toBe("holds");
    expect(granted(history.onTheWay().set("n3", { token: 1 }))).toBe("holds");
    expect(granted(history.crash("n3"))).toBe("n2 waits, and there is no token.");
  });

  it("says nothing of who is outside or dead", () => {
    expect(granted(new History().set("n2", { ...WANTED, ...OUTSIDE }))).toBe("holds");
    expect(granted(new History().set("n2", WANTED).crash("n2"))).toBe("holds");
  });
});

describe("Copies Equal", () => {
  const equal = (history: History) => history.verdict("Copies Equal");
  const differs = () => new History().set("n1", { edits: [mark("n1")] });

  it("is broken by an edit that one lacks, and by another order", () => {
    expect(equal(differs())).toBe("The copies of n1 and n2 differ.");
    const all = [mark("n1"), mark("n2")];
    const orders = new History().set("n1", { edits: all }).set("n2", { edits: all });
    expect(equal(orders.set("n3", { edits: [...all].reverse() }))).toBe(
      "The copies of n1 and n3 differ.",
    );
    expect(equal(orders.set("n3", { edits: all }))).toBe("holds");
  });

  it("waits while somebody edits, an edit is on its way, or messages wait their turn", () => {
    expect(equal(differs().set("n3", HELD))).toBe("holds");
    expect(equal(differs().onTheWay(["n1", "n2", notification(mark("n1"))]))).toBe("holds");
    expect(equal(differs().onTheWay(["n1", "n2", token()]))).toContain("differ");
    const early = { inbox: [{ from: "n1", message: notification(mark("n1")) }] };
    expect(equal(differs().set("n2", early))).toBe("holds");
  });

  it("does not look at the copies of the dead and of those outside", () => {
    expect(equal(differs().crash("n1"))).toBe("holds");
    expect(equal(differs().set("n1", OUTSIDE))).toBe("holds");
  });
});

describe("Edits Build on All Earlier", () => {
  const builds = (history: History) => history.verdict("Edits Build on All Earlier");

  it("is broken by an edit on a copy that lacks what a live peer has, for good", () => {
    const history = new History().edit("n1").edit("n2");
    expect(builds(history)).toBe("n2 edits without knowing an edit of n1.");
    expect(builds(history.edit("n3", [mark("n1"), mark("n2"), mark("n3", 2)]))).toContain("n1");
  });

  it("holds when the edit is known, or when nobody lives who knows it", () => {
    const both = [mark("n1"), mark("n2", 2)];
    expect(builds(new History().edit("n1").edit("n2", both))).toBe("holds");
    expect(builds(new History().edit("n1").crash("n1").edit("n2"))).toBe("holds");
  });
});

describe("The stages", () => {
  it("promise what they promise", () => {
    const defaults = Object.entries(FEATURES).map(([name, spec]) => [name, spec.default]);
    const promised = tokenRing.invariants.map((invariant) => {
      const stages = STAGES.filter(({ features }) => {
        return invariant.promised({ ...Object.fromEntries(defaults), ...features } as RingFeatures);
      });
      return [invariant.name, stages.map(({ name }) => name)];
    });
    const careful = ["ring", "closing", "resending", "generations", "rejoining"];
    expect(Object.fromEntries(promised)).toEqual({
      "Mutual Exclusion": careful,
      "One Token": careful,
      "Every Request Granted": ["query", "generations", "rejoining"],
      "Copies Equal": ["resending", "generations", "rejoining"],
      "Edits Build on All Earlier": ["ring", "resending", "generations", "rejoining"],
    });
  });
});
