import { base64 } from "../base/base64.js";
import { bad, ok, type Result } from "../base/result.js";
import { chartSvg } from "../render/chart/chartSvg.js";
import { THEMES, type ThemeName } from "../render/theme.js";
import {
  gatherLoads,
  makeLoadRun,
  planLoads,
  type LoadComparison,
  type LoadPlan,
  type LoadRun,
} from "../session/load/comparison.js";
import type { GivenArguments, Subcommand, Terminal } from "./command.js";
import { handOut, pause, readFont } from "./files.js";
import { LOAD_CHARTS, loadChart, type LoadChart } from "./loadCharts.js";
import { LOAD_OPTIONS, readLoadPlan } from "./loadOptions.js";
import { loadJson, loadMarkdown, loadText } from "./loadTables.js";
import { valueOf, wordOf } from "./options.js";

const FORMATS = ["text", "markdown", "json", "svg"] as const;
const THEME_NAMES = Object.keys(THEMES) as readonly ThemeName[];

export const load: Subcommand = {
  name: "load",
  usage:
    "PROTOCOL[@STAGE]… [--clients N[,N…]] [--think TIME[,TIME…]] [--hold TIME] [--for TIME] " +
    "[--seeds K] [--crash WHO[,WHO…]] [--format F] [-o FILE]",
  summary:
    "Puts the same demand on protocols of mutual exclusion and measures what each makes of it.",
  examples: [
    "lockstep load mutex-server token-ring",
    "lockstep load mutex-server token-ring --clients 1,3,5,7,9 --think 5s --apart Write,Written,Edit",
    "lockstep load mutex-server token-ring --think 200ms --crash server,token",
    "lockstep load mutex-server token-ring@ring --format svg --chart wait -o wait.svg",
  ],
  options: {
    ...LOAD_OPTIONS,
    format: { value: "F", about: `One of ${FORMATS.join(", ")}; text unless said otherwise.` },
    chart: { value: "C", about: `svg: one of ${LOAD_CHARTS.join(", ")}; messages by default.` },
    theme: { value: "T", about: `svg: one of ${THEME_NAMES.join(", ")}; print by default.` },
    output: { short: "o", value: "FILE", about: "Writes there instead of to the terminal." },
  },
  takes: { what: "the name of a protocol", least: 1, most: Number.POSITIVE_INFINITY },
  async run(given, terminal) {
    const looks = readLooks(given);
    if (!looks.ok) return looks;
    const plan = readLoadPlan(given);
    if (!plan.ok) return plan;
    const comparison = await compareLoads(plan.value, terminal);
    if (!comparison.ok) return comparison;
    const text = showLoads(comparison.value, looks.value, readFont);
    return handOut(text, valueOf(given, "output"), terminal);
  },
};

export interface LoadLooks {
  readonly format: (typeof FORMATS)[number];
  readonly chart: LoadChart;
  readonly theme: ThemeName;
}

export function readLooks(given: GivenArguments): Result<LoadLooks> {
  const format = wordOf(given, "format", FORMATS);
  if (!format.ok) return format;
  const chart = wordOf(given, "chart", LOAD_CHARTS);
  if (!chart.ok) return chart;
  const theme = wordOf(given, "theme", THEME_NAMES);
  if (!theme.ok) return theme;
  const kind = format.value ?? "text";
  for (const [option, { value }] of Object.entries({ chart, theme })) {
    if (value === undefined || kind === "svg") continue;
    return bad(`--${option}: expected none with --format ${kind}, found ${value}`);
  }
  return ok({ format: kind, chart: chart.value ?? "messages", theme: theme.value ?? "print" });
}

/** Makes all runs of the plan; invariants that are violated are told. */
export async function compareLoads(
  plan: LoadPlan,
  terminal: Terminal,
): Promise<Result<LoadComparison>> {
  const planned = planLoads(plan);
  if (!planned.ok) return planned;
  const runs: LoadRun[] = [];
  for (const one of planned.value) {
    terminal.progress(`run ${runs.length + 1} of ${planned.value.length}: ${one.subject.name}`);
    await pause();
    const run = makeLoadRun(plan, one);
    runs.push(run);
    for (const invariant of run.violations) {
      const { clients, thinkMs } = one.point;
      const load = `${clients} clients, think ${thinkMs}ms, seed ${run.seed}`;
      terminal.err(`${one.subject.name}, ${load}: ${invariant} is violated`);
    }
  }
  terminal.progress("");
  return ok(gatherLoads(plan, planned.value, runs));
}

/** `font`: the WOFF2 file that goes into a chart. */
export function showLoads(
  { plan, results }: LoadComparison,
  { format, chart, theme }: LoadLooks,
  font: () => Uint8Array,
): string {
  switch (format) {
    case "text":
      return loadText(plan, results);
    case "markdown":
      return loadMarkdown(plan, results);
    case "json":
      return loadJson(plan, results);
    case "svg": {
      const fontUrl = `data:font/woff2;base64,${base64(font())}`;
      return chartSvg(loadChart(chart, plan, results), THEMES[theme], { fontUrl });
    }
  }
}
