import { describe, expect, it } from "vitest";
import { linkWords } from "../../src/render/eventWords.js";
import type { Link } from "../../src/trace/ids.js";

const names = new Map(["A", "B", "C", "D", "E"].map((name) => [name.toLowerCase(), name]));
const nameOf = (id: string) => names.get(id) ?? id;

/** Links by their ends, such as `ab`. */
function links(...ends: readonly string[]): readonly Link[] {
  return ends.map((both): Link => [both.charAt(0), both.charAt(1)]);
}

/** Both directions of every link between two groups. */
function between(left: string, right: string): readonly Link[] {
  return Array.from(left).flatMap((a) =>
    Array.from(right).flatMap((b): Link[] => [
      [a, b],
      [b, a],
    ]),
  );
}

describe("links in words", () => {
  it("are named by their ends, both directions once", () => {
    expect(linkWords(links("ab", "ba", "bc"), 5, nameOf)).toBe("A ↔ B, B → C");
  });

  it("of one node to all others are told by its name", () => {
    expect(linkWords(between("b", "acde"), 5, nameOf)).toBe("B ↔ all");
  });

  it("between groups are told by the groups", () => {
    expect(linkWords(between("ab", "cde"), 5, nameOf)).toBe("A, B | C, D, E");
    const three = [...between("ab", "cd"), ...between("abcd", "e")];
    expect(linkWords(three, 5, nameOf)).toBe("A, B | C, D | E");
  });

  it("are counted when one of a partition is missing, or one way only", () => {
    const most = between("ab", "cde").slice(1);
    expect(linkWords(most, 5, nameOf)).toBe("C → A, A ↔ D, A ↔ E and 3 more");
    const oneWay = links("ac", "ad", "bc", "bd", "ae");
    expect(linkWords(oneWay, 5, nameOf)).toBe("A → C, A → D, B → C and 2 more");
  });
});
