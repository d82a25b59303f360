/** Made-up runs and their far-out pictures, for the tests. */
import { openTrace } from "../../../src/trace/reader.js";
import type { AxisName } from "../../../src/render/spaceTime/axis.js";
import { scaleOf } from "../../../src/render/spaceTime/axis.js";
import { fittingZoom, fullHeight } from "../../../src/render/overview/fitting.js";
import { farPicture } from "../../../src/render/overview/overview.js";
import type { FarPicture, FarWindow } from "../../../src/render/overview/picture.js";
import type { RecordedTrace } from "../../../src/trace/recordedTrace.js";
import type { TraceFile } from "../../../src/trace/traceFile.js";
import { TraceWriter } from "../../../src/trace/writer.js";
import { bytesOf, TraceMaker } from "../../trace/makeTrace.js";

export async function openFile(lines: readonly string[]): Promise<TraceFile> {
  const opened = await openTrace(bytesOf(lines), { source: "test" });
  if (!opened.ok || opened.value.damage.length > 0) throw new Error(JSON.stringify(opened));
  return opened.value.trace;
}

/** A run of that many events with everything that goes wrong, and a beat now and then. */
export async function madeRun(seed: number, events: number): Promise<TraceFile> {
  const maker = new TraceMaker({ seed });
  const lines: string[] = [];
  const writer = new TraceWriter((line) => lines.push(line), { states: () => maker.states() });
  writer.write(maker.header);
  for (let at = 1; at <= events; at++) {
    writer.write(maker.next());
    if (at % 97 === 0) {
      writer.write({ kind: "beat", branch: "b1", after: at, title: `After ${at}` });
    }
  }
  return openFile(lines);
}

/** The window that shows the whole branch at a zoom. */
export function wholeWindow(
  trace: RecordedTrace,
  branch: string,
  axis: AxisName,
  zoom: number,
  width = 900,
): FarWindow {
  const scale = scaleOf(trace, branch, axis);
  return { scale, zoom, top: 0, height: fullHeight(trace, branch, scale) * zoom, width };
}

export function wholePicture(
  trace: RecordedTrace,
  axis: AxisName,
  zoom: number,
  branch = "b1",
): FarPicture {
  return farPicture(trace, branch, wholeWindow(trace, branch, axis, zoom));
}

/** The zoom at which the whole of it is that high. */
export function zoomFor(trace: RecordedTrace, axis: AxisName, height: number): number {
  return fittingZoom(trace, "b1", scaleOf(trace, "b1", axis), height);
}
