import * as path from "node:path";
import { bad, describeBadInput, ok, type Result } from "../base/result.js";
import {
  EXPORT_FORMATS,
  exportTrace,
  hasAxis,
  isDrawn,
  type ExportOptions,
} from "../render/export.js";
import { AXIS_NAMES } from "../render/spaceTime/axis.js";
import { THEMES, type ThemeName } from "../render/theme.js";
import { FIRST_BRANCH } from "../trace/records.js";
import type { GivenArguments, Subcommand } from "./command.js";
import { handOut, readFont, readTrace } from "./files.js";
import { integerOf, valueOf, wordOf } from "./options.js";

const THEME_NAMES = Object.keys(THEMES) as readonly ThemeName[];

export const exportPicture: Subcommand = {
  name: "export",
  usage:
    "FILE [--format F] [--branch B] [--from A] [--to B | --at N] [--causes N]" +
    " [--theme T] [--axis X] [-o FILE]",
  summary: "Writes a trace as a picture, as a Mermaid sequence diagram or as plain text.",
  examples: [
    "lockstep export traces/raft-first-election.trace.jsonl -o election.svg",
    "lockstep export run.trace.jsonl --format overview -o run.svg",
    "lockstep export run.trace.jsonl --format mermaid --from 20 --to 60 -o part.mmd",
    "lockstep export run.trace.jsonl --format text --at 12",
    "lockstep export run.trace.jsonl --causes 12 -o why.svg",
    "lockstep export run.trace.jsonl --format ring --at 42 -o ring.svg",
  ],
  options: {
    format: { value: "F", about: `One of ${EXPORT_FORMATS.join(", ")}; svg by default.` },
    branch: { value: "B", about: `The branch; ${FIRST_BRANCH} unless said otherwise.` },
    from: { value: "A", about: "The first event; 1 unless said otherwise." },
    to: { value: "B", about: "The last event shown; the end unless said otherwise." },
    at: {
      value: "N",
      about: "The run as seen from cursor N: it ends there; of a ring, the cursor.",
    },
    causes: { value: "N", about: "svg: what led to event N stands out, the rest stands back." },
    theme: {
      value: "T",
      about: `svg, overview, ring: one of ${THEME_NAMES.join(", ")}; print by default.`,
    },
    axis: {
      value: "X",
      about: `svg, overview: one of ${AXIS_NAMES.join(", ")}; order by default.`,
    },
    output: { short: "o", value: "FILE", about: "Writes there instead of to the terminal." },
  },
  takes: { what: "the name of a trace", least: 1, most: 1 },
  async run(given, terminal) {
    const file = given.positionals[0] ?? "";
    const options = optionsOf(given, path.basename(file));
    if (!options.ok) return options;
    const opened = await readTrace(file, terminal);
    if (!opened.ok) return opened;
    const { trace, damage } = opened.value;
    for (const problem of damage) {
      terminal.err(`${describeBadInput(problem)}; what is before is drawn`);
    }
    const text = exportTrace(trace, options.value);
    return text.ok ? handOut(text.value, valueOf(given, "output"), terminal) : named(text);
  },
};

function optionsOf(given: GivenArguments, name: string): Result<ExportOptions> {
  const format = wordOf(given, "format", EXPORT_FORMATS);
  if (!format.ok) return format;
  const theme = wordOf(given, "theme", THEME_NAMES);
  if (!theme.ok) return theme;
  const axis = wordOf(given, "axis", AXIS_NAMES);
  if (!axis.ok) return axis;
  const kind = format.value ?? "svg";
  const unfit = [
    ...(isDrawn(kind) ? [] : [["theme", theme.value] as const]),
    ...(hasAxis(kind) ? [] : [["axis", axis.value] as const]),
  ].find(([, value]) => value !== undefined);
  if (unfit !== undefined) {
    const [option, value] = unfit;
    return bad(`--${option}: expected none with --format ${kind}, found ${value}`);
  }
  const [from, to, at] = [integerOf(given, "from"), integerOf(given, "to"), integerOf(given, "at")];
  if (!from.ok) return from;
  if (!to.ok) return to;
  if (!at.ok) return at;
  const causes = integerOf(given, "causes");
  if (!causes.ok) return causes;
  const branch = valueOf(given, "branch");
  return ok({
    ...{ format: kind, name },
    ...(branch === undefined ? {} : { branch }),
    ...(from.value === undefined ? {} : { from: from.value }),
    ...(to.value === undefined ? {} : { to: to.value }),
    ...(at.value === undefined ? {} : { at: at.value }),
    ...(causes.value === undefined ? {} : { causes: causes.value }),
    ...(theme.value === undefined ? {} : { theme: theme.value }),
    ...(axis.value === undefined ? {} : { axis: axis.value }),
    ...(isDrawn(kind) ? { font: readFont() } : {}),
  });
}

/** What is wrong with an option, under its name on the command line. */
function named({ problems }: Extract<Result<string>, { readonly ok: false }>): Result<never> {
  return bad(...problems.map((each) => ({ ...each, source: `--${each.source ?? ""}` })));
}
