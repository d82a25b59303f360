import { describe, expect, it } from "vitest";
import { readEventNumber } from "../../src/vscode/eventNumber.js";

describe("readEventNumber", () => {
  it.each([
    ["0", 0],
    ["90", 90],
    [" #12 ", 12],
  ])("reads %j", (text, cursor) => {
    expect(readEventNumber(text, 90)).toEqual({ ok: true, value: cursor });
  });

  it.each(["", "91", "-1", "1.5", "1e1", "twelve", "9".repeat(40)])("refuses %j", (text) => {
    const read = readEventNumber(text, 90);
    const found = text === "" ? "nothing" : text;
    expect(read).toMatchObject({
      ok: false,
      problems: [{ problem: `Expected a whole number from 0 to 90, found ${found}` }],
    });
  });
});
