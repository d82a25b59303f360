/** A comparison of which everything is known: a restarted voter, with and without its vote. */
import { describeBadInput, type Result } from "../../../src/base/result.js";
import { findProtocol } from "../../../src/protocols/catalogue.js";
import { compareStages, type Comparison } from "../../../src/session/comparison/compareStages.js";
import { recordPassing } from "../../../src/session/comparison/recordPassing.js";
import { parseScenario } from "../../../src/session/scenario/parser.js";

/** Ben votes for Ana, restarts, and is asked by Cleo. */
const TWO_VOTES = `# A voter restarts
protocol raft
stages fails without-durable-vote passes raft
nodes Ana, Ben, Cleo
seed 3

run 3 events
timeout Ana election
receive Ana -> Ben RequestVote
drop Ana -> Cleo RequestVote
crash Ben
restart Ben
timeout Cleo election
receive Cleo -> Ben RequestVote
expect never "Election Safety" within 100ms
`;

export async function comparedVotes(
  stages: readonly [string, string] = ["without-durable-vote", "raft"],
): Promise<Comparison> {
  const scenario = valueOf(parseScenario(TWO_VOTES, "x.scenario"));
  const raft = valueOf(findProtocol("raft"));
  const path = valueOf(await recordPassing(scenario, raft, "x.scenario", stages));
  return valueOf(await compareStages(path, raft, stages));
}

function valueOf<V>(result: Result<V>): V {
  if (result.ok) return result.value;
  throw new Error(result.problems.map(describeBadInput).join("\n"));
}
