import * as fs from "node:fs";
import * as path from "node:path";
import { bad, describeBadInput, ok, type Result } from "../base/result.js";
import { unknownWord } from "../base/suggest.js";
import { layout } from "../render/spaceTime/layout.js";
import { toSvg } from "../render/spaceTime/svg.js";
import { THEMES, type Theme } from "../render/theme.js";
import { displayText } from "../trace/displayText.js";
import type { BranchId } from "../trace/ids.js";
import type { RecordedTrace } from "../trace/recordedTrace.js";
import { FIRST_BRANCH } from "../trace/records.js";
import type { GivenArguments, Subcommand } from "./command.js";
import { OutputFile, readTrace } from "./files.js";
import { integerOf, valueOf } from "./options.js";

/** The part of a trace that is asked for. */
interface Part {
  readonly branch: BranchId;
  readonly from: number;
  readonly to: number;
}

export const exportPicture: Subcommand = {
  name: "export",
  usage: "FILE [--branch B] [--from A] [--to B] [--theme T] [-o FILE]",
  summary: "Draws the space-time diagram of a trace as one self-contained SVG.",
  examples: [
    "lockstep export traces/raft-first-election.trace.jsonl -o election.svg",
    "lockstep export run.trace.jsonl --from 20 --to 60 --theme dark -o part.svg",
  ],
  options: {
    branch: { value: "B", about: `The branch; ${FIRST_BRANCH} unless said otherwise.` },
    from: { value: "A", about: "The first event; 1 unless said otherwise." },
    to: { value: "B", about: "The last event; the end unless said otherwise." },
    theme: { value: "T", about: `One of ${Object.keys(THEMES).join(", ")}; print by default.` },
    output: { short: "o", value: "FILE", about: "Writes there instead of to the terminal." },
  },
  takes: { what: "the name of a trace", least: 1, most: 1 },
  async run(given, terminal) {
    const file = given.positionals[0] ?? "";
    const theme = themeOf(given);
    if (!theme.ok) return theme;
    const opened = await readTrace(file, terminal);
    if (!opened.ok) return opened;
    const { trace, damage } = opened.value;
    for (const problem of damage) {
      terminal.err(`${describeBadInput(problem)}; what is before is drawn`);
    }
    const part = partOf(given, trace);
    if (!part.ok) return part;
    const svg = draw(trace, part.value, theme.value, path.basename(file));
    const output = valueOf(given, "output");
    if (output === undefined) {
      terminal.out(svg.trimEnd());
      return ok(0);
    }
    const target = OutputFile.create(output);
    if (!target.ok) return target;
    target.value.write(svg);
    const written = target.value.finish();
    return written.ok ? ok(0) : written;
  },
};

function themeOf(given: GivenArguments): Result<Theme> {
  const name = valueOf(given, "theme") ?? "print";
  const theme = Object.entries(THEMES).find(([known]) => known === name)?.[1];
  if (theme !== undefined) return ok(theme);
  return bad(`--theme: ${unknownWord("theme", name, Object.keys(THEMES))}`);
}

function partOf(given: GivenArguments, trace: RecordedTrace): Result<Part> {
  const branch = valueOf(given, "branch") ?? FIRST_BRANCH;
  const branches = trace.branches.map(({ id }) => id);
  if (!branches.includes(branch)) {
    return bad(`--branch: ${unknownWord("branch", branch, branches)}`);
  }
  const length = trace.length(branch);
  const from = integerOf(given, "from", 1);
  if (!from.ok) return from;
  const to = integerOf(given, "to", 1);
  if (!to.ok) return to;
  const part = { branch, from: from.value ?? 1, to: to.value ?? length };
  if (part.from <= part.to && part.to <= length) return ok(part);
  const found = `found ${part.from} to ${part.to}`;
  return bad(`--from, --to: expected events from 1 to ${length} in order, ${found}`);
}

function draw(trace: RecordedTrace, { branch, from, to }: Part, theme: Theme, name: string) {
  return toSvg(layout(trace, branch, from, to), theme, {
    title: displayText(trace.header.title ?? name, 200),
    description: displayText(trace.header.about ?? "", 2000),
    timed: trace.header.timed,
    fontUrl: fontUrl(),
  });
}

/** The font that ships beside the bundle, so that the picture looks the same everywhere. */
function fontUrl(): string {
  const file = path.join(__dirname, "..", "media", "fonts", "Inter-Regular.woff2");
  return `data:font/woff2;base64,${fs.readFileSync(file).toString("base64")}`;
}
