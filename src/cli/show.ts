import { bad, describeBadInput, ok } from "../base/result.js";
import { unknownWord } from "../base/suggest.js";
import { sentenceFor } from "../render/narration.js";
import { originWords } from "../render/originWords.js";
import { stateTable } from "../render/stateTable.js";
import { tableText } from "../render/text.js";
import { displayText } from "../trace/displayText.js";
import type { RecordedTrace } from "../trace/recordedTrace.js";
import { FIRST_BRANCH } from "../trace/records.js";
import type { Subcommand } from "./command.js";
import { readTrace } from "./files.js";
import { integerOf, valueOf } from "./options.js";

export const show: Subcommand = {
  name: "show",
  usage: "FILE --at N [--branch B] [--json]",
  summary: "Tells one event of a trace and the state of every node after it.",
  examples: ["lockstep show traces/raft-first-election.trace.jsonl --at 12"],
  options: {
    at: { value: "N", about: "The event; 0 is before the first." },
    branch: { value: "B", about: `The branch; ${FIRST_BRANCH} unless said otherwise.` },
    json: { about: "Prints JSON for other programs." },
  },
  takes: { what: "the name of a trace", least: 1, most: 1 },
  async run(given, terminal) {
    const file = given.positionals[0] ?? "";
    const at = integerOf(given, "at", 0);
    if (!at.ok) return at;
    if (at.value === undefined) return bad("expected --at N, found none");
    const opened = await readTrace(file, terminal);
    if (!opened.ok) return opened;
    const { trace, damage } = opened.value;
    for (const problem of damage) {
      terminal.err(`${describeBadInput(problem)}; what is before is shown`);
    }
    const branch = valueOf(given, "branch") ?? FIRST_BRANCH;
    const branches = trace.branches.map(({ id }) => id);
    if (!branches.includes(branch)) {
      return bad(`--branch: ${unknownWord("branch", branch, branches)}`);
    }
    const length = trace.length(branch);
    if (at.value > length) {
      return bad(`--at: expected an event from 0 to ${length}, found ${at.value}`);
    }
    const table = stateTable(trace, branch, at.value);
    const sentence = sentenceFor(trace, branch, at.value);
    if (given.values.has("json")) {
      const event = at.value === 0 ? null : trace.event(branch, at.value);
      const { origin } = trace.header;
      const from = origin === undefined ? {} : { origin };
      terminal.out(JSON.stringify({ ...from, sentence, event, table }, undefined, 2));
    } else {
      const blocks = [displayText(sentence, 2000), tableText(table), ...originBlocks(trace)];
      terminal.out(blocks.join("\n\n"));
    }
    return ok(0);
  },
};

/** What the trace was made from, and what the log does not say. */
function originBlocks({ header }: RecordedTrace): readonly string[] {
  const origin = originWords(header);
  if (origin === undefined) return [];
  return [[`${origin.source}.`, ...origin.inferred.map((each) => `- ${each}.`)].join("\n")];
}
