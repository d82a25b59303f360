/** The places that a viewer may jump to. */
import { describe, expect, it } from "vitest";
import { about } from "./helpers.js";
import { History } from "./history.js";

const HELD = { mutex: "held" } as const;
const WANTED = { mutex: "wanted" } as const;

describe("A moment", () => {
  it("is when a client enters the critical section, and when it leaves", () => {
    const history = new History().client("n3", WANTED);
    expect(history.moments).toEqual([]);
    expect(history.client("n3", HELD).moments).toEqual([
      "critical section entered: n3 enters the critical section.",
    ]);
    expect(history.client("n3", { mutex: "released" }).moments).toEqual([
      "critical section left: n3 leaves the critical section.",
    ]);
  });

  it("is no leaving when a client boots again", () => {
    const history = new History().client("n3", HELD).crash("n3");
    const happening = { event: "restart", node: "n3" } as const;
    expect(history.client("n3", { mutex: "released" }, { happening }).moments).toEqual([]);
  });

  it("is when the server frees what a dead client held, and not when that one only waited", () => {
    const history = new History().server({ holders: ["n2"], queue: ["n3"] });
    expect(history.tellOfDeath("n3", 1, { queue: [] }).moments).toEqual([]);
    expect(history.tellOfDeath("n2", 1, { holders: [] }).moments).toEqual([
      "dead client freed: The critical section of n2, which is dead, is free.",
    ]);
  });

  it("is when a recovery ends", () => {
    const history = new History().server({ role: "recovering", holders: ["n2"] });
    expect(history.moments).toEqual([]);
    expect(history.server({ role: "serving" }).moments).toEqual([
      "recovery over: The server grants again. Granted now: n2.",
    ]);
  });

  it("is when a grant of an older epoch is ignored", () => {
    const history = new History().client("n2", { epoch: 2 });
    const grant = (epoch: number) => ({ type: "Grant", ...about(1, epoch), grant: 1 }) as const;
    expect(history.client("n2", {}, { received: ["n1", grant(2)] }).moments).toEqual([]);
    expect(history.client("n2", {}, { received: ["n1", grant(1)] }).moments).toEqual([
      "old grant ignored: n2 ignores a grant of epoch 1.",
    ]);
  });

  it("is when the resource refuses a write", () => {
    const number = { epoch: 1, grant: 1 };
    const write = { type: "Write", ...about(1), ...number } as const;
    const refused = { type: "Refused", ...number } as const;
    const did = { received: ["n2", write], sent: [["n2", refused]] } as const;
    expect(new History().resource({}, did).moments).toEqual([
      "write refused: The resource refuses the write of n2.",
    ]);
    expect(new History().write("n2").moments).toEqual([]);
  });
});
