import { describe, expect, it } from "vitest";
import { Agenda } from "../../../src/protocol/kit/agenda.js";

const heal = { type: "heal" } as const;
const restart = (node: string) => ({ type: "restart", node }) as const;

describe("An agenda", () => {
  it("gives its lines out one after the other, each before the run's next event only", () => {
    const agenda = new Agenda([
      { timeMs: 5, does: heal },
      { timeMs: 9, does: restart("n1") },
    ]);
    expect(agenda.takeDue(5)).toBeUndefined();
    expect(agenda.takeDue(6)).toEqual({ timeMs: 5, does: heal });
    expect([agenda.nextMs, agenda.takeDue(7)]).toEqual([9, undefined]);
    expect(agenda.takeDue(undefined)).toEqual({ timeMs: 9, does: restart("n1") });
    expect([agenda.nextMs, agenda.takeDue(undefined)]).toEqual([undefined, undefined]);
  });

  it("takes more lines in, behind those of the same time; a copy goes on by itself", () => {
    const agenda = new Agenda([
      { timeMs: 5, does: heal },
      { timeMs: 9, does: heal },
    ]);
    const copy = agenda.copy();
    agenda.plan({ timeMs: 5, does: restart("n2") });
    expect(agenda.takeDue(99)?.does).toEqual(heal);
    expect(agenda.takeDue(99)?.does).toEqual(restart("n2"));
    expect(copy.takeDue(99)?.does).toEqual(heal);
    expect(copy.takeDue(99)?.timeMs).toBe(9);
  });

  it("restarts who crashes once everything is healed, of a crash that was armed before", () => {
    const agenda = new Agenda([], 100);
    agenda.noteCrash("n1", 99);
    expect(agenda.nextMs).toBeUndefined();
    agenda.noteCrash("n1", 100);
    expect([agenda.isDisturbed(99), agenda.isDisturbed(100)]).toEqual([true, true]);
    expect(agenda.takeDue(undefined)).toEqual({ timeMs: 100, does: restart("n1") });
    expect([agenda.isDisturbed(99), agenda.isDisturbed(100)]).toEqual([true, false]);
    expect(new Agenda([{ timeMs: 5, does: heal }]).isDisturbed(0)).toBe(false);
  });
});
