/** What a lying node may say: messages may leave out what their stage does not know. */
import { describe, expect, it } from "vitest";
import { outcomeOf, problemsOf } from "../../session/scenarioKit.js";

const START = `protocol raft-ladder
nodes Michel, Amina, Kenji
seed 7

run until Michel.role = leader within 10s
run 100ms
`;

describe("A forged message of the ladder", () => {
  it("is taken with what the stage knows", () => {
    const text = `${START}
forge Amina -> Michel voteRequest term=9
run 100ms
expect Michel.currentTerm = 9 and Michel.votedFor = Amina
forge Kenji -> Michel logRequest term=9 suffix=[{command=evil, term=9}]
run 100ms
expect Michel.log.command = evil`;
    expect(outcomeOf(text)).toMatchObject({ outcome: "passes", stage: "24" });
  });

  it("is refused at its place with a field of another type, or that nobody knows", () => {
    const text = `${START}
forge Amina -> Michel voteRequest term=soon
forge Amina -> Michel voteRequest trem=9`;
    expect(problemsOf(text)).toEqual([
      "x.scenario:8:40: expected a whole number, found soon",
      expect.stringContaining('x.scenario:9:35: unknown field "trem"'),
    ]);
  });
});
