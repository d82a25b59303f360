import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applyCommand,
  EMPTY_STORE,
  isCommand,
  readCommand,
  writeCommand,
} from "../../../src/protocols/raft/keyValue.js";

describe("The key-value state machine", () => {
  it("writes a command as the line that a person would type", () => {
    expect(writeCommand({ type: "set", key: "x", value: "1" })).toBe("set x 1");
    expect(writeCommand({ type: "get", key: "x" })).toBe("get x");
    expect(writeCommand({ type: "set", key: "my key", value: "" })).toBe('set "my key" ""');
  });

  it("reads every command that it wrote, whatever the texts hold", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 12 });
    fc.assert(
      fc.property(text, text, (key, value) => {
        const set = { type: "set", key, value } as const;
        const get = { type: "get", key } as const;
        expect(readCommand(writeCommand(set))).toEqual(set);
        expect(readCommand(writeCommand(get))).toEqual(get);
      }),
    );
  });

  it("knows the lines that it can read, wherever they come from", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("a b", '"', "\\", "\n"));
    const line = fc.oneof(
      text,
      fc.tuple(text, text).map(([key, value]) => `set ${key} ${value}`),
    );
    fc.assert(
      fc.property(text, text, line, (key, value, any) => {
        expect(isCommand(writeCommand({ type: "set", key, value }))).toBe(true);
        expect(isCommand(writeCommand({ type: "get", key }))).toBe(true);
        if (isCommand(any)) expect(() => readCommand(any)).not.toThrow();
      }),
      { numRuns: 2000 },
    );
    for (const wrong of ["set x", "drop table", "", "get", 'set x "', "set x 1 2", '"\\x" 1']) {
      expect(isCommand(wrong)).toBe(false);
    }
  });

  it("refuses as a bug a line that it never wrote", () => {
    expect(() => readCommand("set x")).toThrow("no command: set x");
    expect(() => readCommand("drop table")).toThrow("no command");
    expect(() => readCommand("")).toThrow("no command");
  });

  it("stores, overwrites and reads, and leaves the earlier store as it was", () => {
    const one = applyCommand(EMPTY_STORE, "set x 1");
    const two = applyCommand(one.store, "set x 2");
    expect(one).toEqual({ store: { x: "1" }, value: "1" });
    expect(two).toEqual({ store: { x: "2" }, value: "2" });
    expect(applyCommand(two.store, "get x")).toEqual({ store: two.store, value: "2" });
    expect(EMPTY_STORE).toEqual({});
  });

  it("reads null for a key that was never set, also for names that every object knows", () => {
    for (const key of ["x", "toString", "__proto__", "constructor"]) {
      expect(applyCommand(EMPTY_STORE, `get ${key}`).value).toBeNull();
      const { store } = applyCommand(EMPTY_STORE, `set ${key} 1`);
      expect(applyCommand(store, `get ${key}`).value).toBe("1");
      expect(applyCommand(applyCommand(store, "set y 2").store, `get ${key}`).value).toBe("1");
    }
  });
});
