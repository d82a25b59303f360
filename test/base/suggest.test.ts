import { describe, expect, it } from "vitest";
import { editDistance, nearest, unknownWord } from "../../src/base/suggest.js";

describe("suggestions for misspelt words", () => {
  it("counts insertions, deletions, replacements and swaps of neighbours", () => {
    expect(editDistance("", "abc")).toBe(3);
    expect(editDistance("abc", "")).toBe(3);
    expect(editDistance("abc", "abc")).toBe(0);
    expect(editDistance("election", "elction")).toBe(1);
    expect(editDistance("heartbeat", "haertbeat")).toBe(1);
    expect(editDistance("kitten", "sitting")).toBe(3);
  });

  it("counts the same in both directions", () => {
    expect(editDistance("partition", "petition")).toBe(editDistance("petition", "partition"));
  });

  it("finds the nearest word whatever its case", () => {
    expect(nearest("APPENDENTRIES", ["RequestVote", "AppendEntries"])).toBe("AppendEntries");
  });

  it("stays silent when no known word is near", () => {
    expect(nearest("banana", ["election", "heartbeat"])).toBeUndefined();
    expect(nearest("xy", ["ab"])).toBeUndefined();
  });

  it("tells the unknown word, the guess and what is known", () => {
    expect(unknownWord("timer", "elction", ["election", "heartbeat"])).toBe(
      'unknown timer "elction"; did you mean election? Known: election, heartbeat',
    );
    expect(unknownWord("timer", "zzz", [])).toBe('unknown timer "zzz"; there is none');
    expect(unknownWord("timer", "zzz", ["election"])).toBe('unknown timer "zzz"; known: election');
  });
});
