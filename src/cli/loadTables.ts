/** What came of protocols under load: two tables for a terminal or a document, and JSON. */
import { perSection, type Measures } from "../session/load/measures.js";
import { spreadAt, type LoadPlan, type LoadResult } from "../session/load/comparison.js";
import { spreadOf, type Spread } from "../session/load/statistics.js";
import { goesByClients, tellConditions, tellLoad } from "./loadWords.js";

/** What a column says of one protocol at one point. */
interface Column {
  readonly head: string;
  readonly cell: (result: LoadResult) => string;
}

export function loadText(plan: LoadPlan, results: readonly LoadResult[]): string {
  const tables = tablesOf(plan, results).map((rows) => alignedText(rows));
  return [tellConditions(plan, results), ...tables, LEGEND].join("\n\n");
}

export function loadMarkdown(plan: LoadPlan, results: readonly LoadResult[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const tables = tablesOf(plan, results).map(([head = [], ...body]) =>
    [
      line(head),
      `|${head.map((name, i) => (isWords(name, i) ? "---|" : "--:|")).join("")}`,
      ...body.map(line),
    ].join("\n"),
  );
  return [tellConditions(plan, results), ...tables, LEGEND].join("\n\n");
}

/** For other programs: every figure of every run. */
export function loadJson(plan: LoadPlan, results: readonly LoadResult[]): string {
  const { seeds, holdMs, forMs, crash, apart } = plan;
  const described = {
    plan: { seeds, holdMs, forMs, ...(crash === undefined ? {} : { crash }), apart },
    results: results.map((result) => ({
      ...{
        name: result.subject.name,
        protocol: result.subject.protocol.name,
        stage: stageOf(result),
      },
      ...result.point,
      ...(result.subject.crashes === undefined ? {} : { crashes: result.subject.crashes }),
      runs: result.runs.map(({ seed, measures, service, violations, crashedMs }) => ({
        ...{ seed, ...(crashedMs === undefined ? {} : { crashedMs }), violations, measures },
        messages: service.messages,
      })),
    })),
  };
  return JSON.stringify(described, undefined, 2);
}

function stageOf({ subject: { stage, protocol } }: LoadResult): string {
  return stage ?? protocol.stages.at(-1)?.name ?? "";
}

const LEGEND =
  "Each figure is the median of the runs, in brackets the least and the greatest · fairness: Jain's " +
  "index over the clients' numbers of critical sections, 1 is equal · others first: the most that " +
  "entered while one client waited; overtaken by: those of them that asked later · idle: time in " +
  "which nobody is inside while somebody waits; gap: the longest of it · all times in ms";

const BY_TYPE = "by type";

type Rows = readonly (readonly string[])[];

/** What it costs, and how long it takes. */
function tablesOf(plan: LoadPlan, results: readonly LoadResult[]): readonly Rows[] {
  const which: readonly Column[] = [
    { head: goesByClients(plan) ? "clients" : "think", cell: ({ point }) => tellLoad(plan, point) },
    { head: "protocol", cell: ({ subject }) => subject.name },
  ];
  const cost = [
    figure("sections per s", "sectionsPerSecond", 1),
    figure("messages per section", "messagesPerSection", 1),
    ...(plan.apart.length === 0 ? [] : [figure("and apart", "apartPerSection", 1)]),
    { head: BY_TYPE, cell: byType },
  ];
  const waiting = [
    figure("wait, median", "waitMedianMs", 0),
    figure("95 %", "waitP95Ms", 0),
    figure("longest", "waitMaxMs", 0),
    figure("fairness", "fairness", 2),
    figure("others first", "othersFirst", 0),
    figure("overtaken by", "overtaken", 0),
    figure("idle, % of time", "idleWantedPercent", 0),
    figure("longest gap", "longestGapMs", 0),
  ];
  return [cost, waiting].map((columns) => {
    const all = [...which, ...columns];
    return [
      all.map(({ head }) => head),
      ...results.map((result) => all.map(({ cell }) => cell(result))),
    ];
  });
}

function figure(head: string, measure: keyof Measures, decimals: number): Column {
  return { head, cell: (result) => tellSpread(spreadAt(result, measure), decimals) };
}

function tellSpread(spread: Spread | undefined, decimals: number): string {
  if (spread === undefined) return "–";
  const [low, median, high] = [spread.low, spread.median, spread.high].map((value) =>
    value.toFixed(decimals),
  ) as [string, string, string];
  return low === high ? median : `${median} (${low}–${high})`;
}

/** `Request 1.0, Grant 1.0`: in the order of the protocol's own list of messages. */
function byType({ subject, runs }: LoadResult): string {
  const types = Object.keys(subject.protocol.labels);
  const told = types.flatMap((type) => {
    const counts = runs.flatMap(({ service }) => perSection(service, (one) => one === type) ?? []);
    const median = spreadOf(counts)?.median ?? 0;
    return median < 0.05 ? [] : [`${type} ${median.toFixed(1)}`];
  });
  return told.length === 0 ? "–" : told.join(", ");
}

/** Columns as wide as their widest cell; words to the left, figures to the right. */
function alignedText(rows: Rows): string {
  const widths = (rows[0] ?? []).map((_, place) =>
    Math.max(...rows.map((row) => row[place]?.length ?? 0)),
  );
  const align = (cell: string, place: number) => {
    const width = widths[place] ?? 0;
    return isWords(rows[0]?.[place] ?? "", place) ? cell.padEnd(width) : cell.padStart(width);
  };
  return rows.map((row) => row.map(align).join("  ").trimEnd()).join("\n");
}

function isWords(head: string, place: number): boolean {
  return place < 2 || head === BY_TYPE;
}
