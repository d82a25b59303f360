import { describe, expect, it } from "vitest";
import { shortForms } from "../../../src/render/spaceTime/shortForms.js";

const cases: readonly (readonly string[])[] = [
  ["RequestVote t1", "RV t1", "RV"],
  ["AppendEntries t1 #1–3", "AE t1 #1–3", "AE"],
  ["heartbeat t12", "heartbeat"],
  ["no vote t2", "no vote"],
  ["ok t1 #1", "ok"],
  ["Coordinator", "Coordinator"],
  ["set x 1", "set"],
  ["ÉlectionDÉtat 7", "ÉDÉ 7", "ÉDÉ"],
  ["17 %", "17 %"],
];

describe("words in fewer letters", () => {
  it.each(cases)("“%s” keep their meaning", (...forms) => {
    expect(shortForms(forms[0] ?? "")).toEqual([...new Set(forms)]);
  });

  it("are none for no words", () => {
    expect(shortForms("")).toEqual([]);
  });
});
