import { describe, expect, it } from "vitest";
import { catalogue, findProtocol } from "../../src/protocols/catalogue.js";

describe("The catalogue", () => {
  it("finds every engine by its name", () => {
    for (const protocol of catalogue) {
      expect(findProtocol(protocol.name)).toEqual({ ok: true, value: protocol });
    }
  });

  it("says of an unknown name which are known and which was probably meant", () => {
    expect(findProtocol("rafft")).toEqual({
      ok: false,
      problems: [
        {
          problem:
            'unknown protocol "rafft"; did you mean raft? Known: raft, raft-ladder, mutex-server, token-ring',
        },
      ],
    });
  });

  it("has each name once", () => {
    const names = catalogue.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe.each(catalogue.map((protocol) => [protocol.name, protocol] as const))(
  "The engine %s",
  (_name, protocol) => {
    it("has stages with names of their own that switch only features it has", () => {
      const names = protocol.stages.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const stage of protocol.stages) {
        for (const feature of Object.keys(stage.features)) {
          expect(Object.keys(protocol.features)).toContain(feature);
        }
      }
    });

    it("ends with a whole stage, whose features are the defaults, that promises everything", () => {
      const last = protocol.stages.at(-1);
      expect(last?.features).toEqual({});
      const specs = Object.entries(protocol.features);
      const defaults = Object.fromEntries(specs.map(([name, spec]) => [name, spec.default]));
      const silent = protocol.invariants.filter((invariant) => !invariant.promised(defaults));
      expect(silent.map(({ name }) => name)).toEqual([]);
    });

    it("describes its stages, invariants and moments in whole sentences", () => {
      for (const stage of protocol.stages) expect(stage.teaches).toMatch(/\.$/);
      for (const { about } of protocol.invariants) expect(about).toMatch(/\.$/);
      for (const { about } of protocol.moments) expect(about).toMatch(/\.$/);
    });

    it("handles every command that it says how to type, and labels every message", () => {
      const kinds = Object.values(protocol.kinds);
      const handled = kinds.flatMap((kind) => Object.keys(kind.onCommand));
      expect(Object.keys(protocol.commands).sort()).toEqual([...new Set(handled)].sort());
      const received = kinds.flatMap((kind) => Object.keys(kind.onMessage));
      expect(Object.keys(protocol.labels).sort()).toEqual([...new Set(received)].sort());
    });

    it("has a range for every timer, and routine names only messages and timers that exist", () => {
      const timers = Object.values(protocol.kinds).flatMap((kind) => Object.keys(kind.onTimer));
      expect(Object.keys(protocol.timers).sort()).toEqual([...new Set(timers)].sort());
      for (const [min, max] of Object.values(protocol.timers)) expect(min).toBeLessThanOrEqual(max);
      for (const name of protocol.routine.timers) expect(timers).toContain(name);
      const messages = Object.keys(protocol.labels);
      for (const name of protocol.routine.messages) expect(messages).toContain(name);
    });
  },
);
