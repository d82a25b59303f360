/** A trace, or a part of it, as a text that leaves the tool: the one door for all formats. */
import { base64 } from "../base/base64.js";
import { bad, ok, type Result } from "../base/result.js";
import { unknownWord } from "../base/suggest.js";
import { displayText } from "../trace/displayText.js";
import type { BranchId } from "../trace/ids.js";
import type { RecordedTrace } from "../trace/recordedTrace.js";
import { FIRST_BRANCH } from "../trace/records.js";
import { upTo } from "../trace/upTo.js";
import { causalView } from "./causes/causes.js";
import { toMermaid } from "./mermaid/mermaid.js";
import { toFarSvg } from "./overview/farSvg.js";
import { ringPicture } from "./ring/layout.js";
import { ringSvg } from "./ring/ringSvg.js";
import { scaleOf, type AxisName } from "./spaceTime/axis.js";
import { frameOf } from "./spaceTime/frame.js";
import { layout } from "./spaceTime/layout.js";
import { toSvg, type SvgOptions } from "./spaceTime/svg.js";
import { THEMES, type ThemeName } from "./theme.js";
import { toTranscript } from "./transcript/transcript.js";

export const EXPORT_FORMATS = ["svg", "overview", "ring", "mermaid", "text"] as const;

/**
 * - `svg`: the space-time diagram. - `overview`: all of it on one page, as an SVG too.
 * - `ring`: how a ring of nodes stands at a cursor, as an SVG too. - `mermaid`: a sequence
 *   diagram. - `text`: a transcript.
 */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What the name of a file in that format ends with. */
export const EXPORT_EXTENSIONS: { readonly [F in ExportFormat]: string } = {
  svg: ".svg",
  overview: ".overview.svg",
  ring: ".ring.svg",
  mermaid: ".mmd",
  text: ".txt",
};

/** Whether it has colours and a font. */
export function isDrawn(format: ExportFormat): boolean {
  return hasAxis(format) || format === "ring";
}

export function hasAxis(format: ExportFormat): boolean {
  return format === "svg" || format === "overview";
}

export interface ExportOptions {
  readonly format: ExportFormat;
  /** What the trace is called when it has no title of its own: its file's name. */
  readonly name: string;
  /** The first one unless said otherwise. */
  readonly branch?: BranchId;
  /** The first event that is shown; 1 unless said otherwise. */
  readonly from?: number;
  /** The last event that is shown; the end unless said otherwise. Fates are those of the end. */
  readonly to?: number;
  /** The cursor from which the run is seen: it ends there, and fates are told as known there. */
  readonly at?: number;
  /** The event whose causes an SVG of the diagram shows; none unless said otherwise. */
  readonly causes?: number;
  /** Colours of the SVG; `print` unless said otherwise. */
  readonly theme?: ThemeName;
  /** Heights of the SVG: one row for each event (unless said otherwise), or virtual time. */
  readonly axis?: AxisName;
  /** The WOFF2 file of the font that ships: with it the SVG looks the same everywhere. */
  readonly font?: Uint8Array;
}

/** The events that are shown; none when `to` < `from`. */
interface Rows {
  readonly from: number;
  readonly to: number;
}

/** The whole text of the file. A problem's `source` is the option that is wrong. */
export function exportTrace(trace: RecordedTrace, options: ExportOptions): Result<string> {
  const { branch = FIRST_BRANCH, at } = options;
  const branches = trace.branches.map(({ id }) => id);
  if (!branches.includes(branch)) return wrong("branch", unknownWord("branch", branch, branches));
  const rows = rowsOf(options, trace.length(branch));
  if (!rows.ok) return rows;
  const problem = causesProblem(options, at ?? trace.length(branch));
  if (problem !== undefined) return wrong("causes", problem);
  const { format } = options;
  if (format === "ring") return writeRing(trace, branch, options);
  const seen = at === undefined ? trace : upTo(trace, branch, at);
  return ok(write(seen, branch, rows.value, { ...options, format }));
}

function rowsOf({ from = 1, to, at }: ExportOptions, length: number): Result<Rows> {
  if (at !== undefined && to !== undefined) {
    return wrong("to", `expected none beside at, which ends the run; found ${to}`);
  }
  if (at !== undefined && !isBetween(0, at, length)) {
    return wrong("at", `expected an event from 0 to ${length}, found ${at}`);
  }
  const end = at ?? length;
  const last = to ?? end;
  if (isBetween(1, from, last) && isBetween(from, last, end)) return ok({ from, to: last });
  if (end === 0 && from === 1 && to === undefined) return ok({ from: 1, to: 0 });
  const expected = end === 0 ? "no events, there are none" : `events from 1 to ${end} in order`;
  return wrong(to === undefined ? "from" : "to", `expected ${expected}, found ${from} to ${last}`);
}

/** At the cursor; a part of the run has none. */
function writeRing(trace: RecordedTrace, branch: BranchId, options: ExportOptions): Result<string> {
  const { name, from, to, at = trace.length(branch), theme = "print", font } = options;
  const expected = "expected none with the format ring, which shows one cursor";
  if (from !== undefined) return wrong("from", `${expected}; found ${from}`);
  if (to !== undefined) return wrong("to", `${expected}; found ${to}`);
  const picture = ringPicture(trace, branch, at);
  if (picture === undefined) {
    return wrong("format", "expected another: the nodes of this trace form no ring to be drawn");
  }
  const title = displayText(trace.header.title ?? name, 200);
  return ok(ringSvg(picture, THEMES[theme], { title, ...embedded(font) }));
}

function causesProblem({ causes, format }: ExportOptions, end: number): string | undefined {
  if (causes === undefined) return undefined;
  if (format !== "svg") return `expected none with the format ${format}, found ${causes}`;
  if (isBetween(1, causes, end)) return undefined;
  return `expected an event from 1 to ${end}, found ${causes}`;
}

function isBetween(least: number, value: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

function wrong(source: keyof ExportOptions, problem: string): Result<never> {
  return bad({ source, problem });
}

interface RunOptions extends ExportOptions {
  readonly format: Exclude<ExportFormat, "ring">;
}

function write(
  trace: RecordedTrace,
  branch: BranchId,
  rows: Rows,
  { format, name, at, ...looks }: RunOptions,
): string {
  const title = displayText(trace.header.title ?? name, 200);
  const description = displayText(trace.header.about ?? "", 2000);
  const { from, to } = rows;
  switch (format) {
    case "svg": {
      const cursor = at === undefined ? {} : { cursor: cursorWords(trace, branch, at) };
      const options = { title, description, timed: trace.header.timed, ...cursor };
      return writeSvg(trace, branch, rows, looks, options);
    }
    case "overview": {
      const { theme = "print", axis = "order", font } = looks;
      const options = { title, description, ...embedded(font) };
      return toFarSvg(trace, { branch, from, to, axis }, THEMES[theme], options);
    }
    case "mermaid":
      return toMermaid(trace, branch, from, to, { title, description });
    case "text":
      return toTranscript(trace, branch, from, to, {
        ...{ title, description },
        ...(at === undefined ? {} : { at }),
      });
  }
}

function cursorWords(trace: RecordedTrace, branch: BranchId, at: number): string {
  const time = trace.header.timed ? `, ${trace.timeOf(branch, at)} ms` : "";
  return `seen from here: event ${at}${time}`;
}

type Looks = Pick<ExportOptions, "theme" | "axis" | "font" | "causes">;

function writeSvg(
  trace: RecordedTrace,
  branch: BranchId,
  { from, to }: Rows,
  { theme = "print", axis = "order", font, causes }: Looks,
  options: SvgOptions,
): string {
  const frame = frameOf(trace, branch, undefined, scaleOf(trace, branch, axis));
  const picture = layout(trace, branch, from, to, frame);
  const view = causes === undefined ? undefined : causalView(trace, branch, causes, { from, to });
  const shown = view === undefined ? {} : { causes: view };
  return toSvg(picture, THEMES[theme], { ...options, ...embedded(font), ...shown });
}

function embedded(font: Uint8Array | undefined): Pick<SvgOptions, "fontUrl"> {
  return font === undefined ? {} : { fontUrl: `data:font/woff2;base64,${base64(font)}` };
}
