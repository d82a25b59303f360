import { drawFarPicture } from "../../src/render/overview/drawing.js";
import { fittingZoom } from "../../src/render/overview/fitting.js";
import { farPicture } from "../../src/render/overview/overview.js";
import { ORDER_SCALE } from "../../src/render/spaceTime/axis.js";
import { openTrace } from "../../src/trace/reader.js";
import type { RecordedTrace } from "../../src/trace/recordedTrace.js";
import { FIRST_BRANCH } from "../../src/trace/records.js";
import { collectGarbage } from "./clusters.js";
import { median, type Row } from "./table.js";
import { writeTrace } from "./writeTrace.js";

const LENGTHS = [1000, 10_000, 100_000];
/** Size of the view in pixels. */
const [WIDTH, HEIGHT] = [900, 1000];
/** How much larger each of the further pictures is than the one that shows the whole run. */
const ZOOMS = [1.2, 1.5, 2, 3, 5, 8, 12, 20, 40, 80];

/** A picture of the whole run of several lengths, the first and then others at other zooms. */
export async function measureOverviews(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const events of LENGTHS) rows.push(...measure(events, await traceOf(events)));
  return rows;
}

async function traceOf(events: number): Promise<RecordedTrace> {
  const parts: string[] = [];
  writeTrace(events, (text) => parts.push(text));
  const bytes = new TextEncoder().encode(parts.join(""));
  const opened = await openTrace(bytes, { source: "bench" });
  if (!opened.ok || opened.value.damage.length > 0) throw new Error("the trace does not open");
  collectGarbage();
  return opened.value.trace;
}

function measure(events: number, trace: RecordedTrace): Row[] {
  const whole = fittingZoom(trace, FIRST_BRANCH, ORDER_SCALE, HEIGHT);
  const first = timeOf(trace, whole, whole);
  const zooms = ZOOMS.map((factor) => Math.min(0.3, whole * factor));
  const further = zooms.map((zoom) => timeOf(trace, zoom, whole));
  const again = median(ZOOMS.map(() => timeOf(trace, whole, whole)));
  const what = `${events.toLocaleString("en")} events`;
  return [
    { what: `${what}, first`, measured: milliseconds(first), goal: "150 ms" },
    { what: `${what}, again`, measured: milliseconds(again), goal: "16 ms" },
    {
      what: `${what}, other zooms, median`,
      measured: milliseconds(median(further)),
      goal: "16 ms",
    },
    { what: `${what}, other zooms, slowest`, measured: milliseconds(Math.max(...further)) },
  ];
}

/** Layout and shapes of a window in the middle of the run, in milliseconds of processor time. */
function timeOf(trace: RecordedTrace, zoom: number, whole: number): number {
  const top = ((zoom / whole - 1) * HEIGHT) / 2;
  const begin = process.cpuUsage();
  const window = { scale: ORDER_SCALE, zoom, top, height: HEIGHT, width: WIDTH };
  drawFarPicture(farPicture(trace, FIRST_BRANCH, window));
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}

function milliseconds(value: number): string {
  return `${value.toFixed(1)} ms`;
}
