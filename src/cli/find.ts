import { bad, describeBadInput, ok } from "../base/result.js";
import { unknownWord } from "../base/suggest.js";
import { sentenceFor } from "../render/narration.js";
import { findEvents, readSearch } from "../render/search/find.js";
import { displayText } from "../trace/displayText.js";
import { FIRST_BRANCH } from "../trace/records.js";
import type { Subcommand } from "./command.js";
import { pause, readTrace } from "./files.js";
import { valueOf } from "./options.js";

export const find: Subcommand = {
  name: "find",
  usage: "FILE SEARCH [--branch B] [--json]",
  summary: "Finds events of a trace by their words, their messages, or a question.",
  examples: [
    "lockstep find run.trace.jsonl 'fate:dropped,blocked,lost,no-receive'",
    "lockstep find run.trace.jsonl 'from:Ana type:RequestVote'",
    "lockstep find run.trace.jsonl '= some.role = leader'",
  ],
  options: {
    branch: { value: "B", about: `The branch; ${FIRST_BRANCH} unless said otherwise.` },
    json: { about: "Prints the events' numbers as JSON, for other programs." },
  },
  takes: { what: "the name of a trace and what to look for", least: 2, most: 2 },
  async run(given, terminal) {
    const [file = "", text = ""] = given.positionals;
    const opened = await readTrace(file, terminal);
    if (!opened.ok) return opened;
    const { trace, damage } = opened.value;
    for (const problem of damage) {
      terminal.err(`${describeBadInput(problem)}; what is before is searched`);
    }
    const branch = valueOf(given, "branch") ?? FIRST_BRANCH;
    const branches = trace.branches.map(({ id }) => id);
    if (!branches.includes(branch)) {
      return bad(`--branch: ${unknownWord("branch", branch, branches)}`);
    }
    const search = readSearch(text, trace, branch);
    if (!search.ok) return search;
    const hits: number[] = [];
    const isJson = given.values.has("json");
    await findEvents(trace, branch, search.value, {
      pause,
      found: (found) => {
        hits.push(...found);
        if (isJson) return;
        for (const at of found) terminal.out(displayText(sentenceFor(trace, branch, at), 2000));
      },
    });
    if (isJson) terminal.out(JSON.stringify(hits));
    else if (hits.length === 0) terminal.err("no event found");
    return ok(0);
  },
};
