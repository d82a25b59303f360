import { randomInteger, streamKey } from "../../src/simulator/random.js";
import { FIRST_BRANCH } from "../../src/trace/records.js";
import { openTrace } from "../../src/trace/reader.js";
import { collectGarbage } from "./clusters.js";
import { median, quantile, type Row } from "./table.js";
import { writeTrace } from "./writeTrace.js";

const EVENTS = 100_000;
const SEEKS = 1000;

/** Writes a trace, opens it, and asks for the world at random cursors. */
export async function measureSeeks(): Promise<Row[]> {
  const parts: string[] = [];
  writeTrace(EVENTS, (text) => parts.push(text));
  const bytes = new TextEncoder().encode(parts.join(""));
  collectGarbage();
  const begin = performance.now();
  const opened = await openTrace(bytes, { source: "bench" });
  const openMs = performance.now() - begin;
  if (!opened.ok || opened.value.damage.length > 0) throw new Error("the trace does not open");
  const { trace } = opened.value;
  const key = streamKey(1, "seeks");
  const times = Array.from({ length: SEEKS }, (_, i) => {
    const cursor = randomInteger(key, i, 0, 0, EVENTS);
    const start = performance.now();
    trace.world(FIRST_BRANCH, cursor);
    return performance.now() - start;
  });
  return [
    { what: "size", measured: `${(bytes.length / 2 ** 20).toFixed(1)} MiB` },
    { what: "open", measured: `${openMs.toFixed(0)} ms` },
    { what: "seek, median", measured: `${median(times).toFixed(2)} ms` },
    { what: "seek, p95", measured: `${quantile(times, 950).toFixed(2)} ms`, goal: "16 ms" },
    { what: "seek, slowest", measured: `${Math.max(...times).toFixed(2)} ms` },
  ];
}
