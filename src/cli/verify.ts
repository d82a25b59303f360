import { bad, ok } from "../base/result.js";
import { findProtocol } from "../protocols/catalogue.js";
import { originWords } from "../render/originWords.js";
import { verify as verifyTrace } from "../session/verify.js";
import type { HeaderRecord } from "../trace/records.js";
import type { Subcommand } from "./command.js";
import { pause, readTrace } from "./files.js";

export const verify: Subcommand = {
  name: "verify",
  usage: "FILE [--allow-unverified]",
  summary: "Replays a trace and compares every event with the recorded one.",
  examples: ["lockstep verify traces/raft-first-election.trace.jsonl"],
  options: {
    "allow-unverified": {
      about: "Is content with a trace that cannot be replayed, such as another tool's.",
    },
  },
  takes: { what: "the name of a trace", least: 1, most: 1 },
  async run({ positionals, values }, terminal) {
    const file = positionals[0] ?? "";
    const opened = await readTrace(file, terminal);
    if (!opened.ok) return opened;
    const { trace, damage } = opened.value;
    if (damage.length > 0) return bad(...damage);
    const result = await verifyTrace(trace, {
      findProtocol: (name) => {
        const found = findProtocol(name);
        return found.ok ? found.value : undefined;
      },
      pause,
      progress: (done, total) => {
        terminal.progress(`replaying: ${done} of ${total} events`);
      },
    });
    terminal.progress("");
    switch (result.verdict) {
      case "verified":
        terminal.out(`${file}: verified, ${result.events} events`);
        return ok(0);
      case "diverged":
        terminal.err(`${file}: diverged at ${result.sentence}`);
        return ok(1);
      case "recorded only":
        terminal.err(`${file}: recorded only: ${reasonOf(trace.header, result.reason)}`);
        return ok(values.has("allow-unverified") ? 0 : 1);
      case "cancelled":
        return bad({ source: file, problem: "verification was cancelled" });
    }
  },
};

/** Where it comes from says it all; else why it cannot be replayed. */
function reasonOf(header: HeaderRecord, reason: string): string {
  const kind = originWords(header)?.kind;
  return kind === undefined ? reason : `it was ${kind}, and ${reason}`;
}
