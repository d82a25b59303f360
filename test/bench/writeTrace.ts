import { Recorder } from "../../src/simulator/recorder.js";
import type { Simulator } from "../../src/simulator/simulator.js";
import { FIRST_BRANCH } from "../../src/trace/records.js";
import { TraceWriter } from "../../src/trace/writer.js";
import { fiveNodes, runEvents } from "./clusters.js";

/** So many characters are handed to the disk at once. */
const CHUNK = 1 << 16;

/** Writes the trace of a five-node cluster with client writes, in large chunks of text. */
export function writeTrace(events: number, sink: (text: string) => void): void {
  const setup = fiveNodes();
  const recorder = new Recorder(setup);
  let running: Simulator | undefined;
  let chunk = "";
  const writer = new TraceWriter(
    (line) => {
      chunk += line;
      if (chunk.length < CHUNK) return;
      sink(chunk);
      chunk = "";
    },
    {
      states: () => {
        if (running === undefined) throw new Error("states are asked for after an event");
        return recorder.states(running);
      },
    },
  );
  writer.write(recorder.header());
  writer.write({ kind: "branch", id: FIRST_BRANCH, after: 0 });
  const load = { events, writes: true };
  runEvents(setup, { record: true, check: true }, load, (step, simulator) => {
    running = simulator;
    if (step.by !== undefined) writer.write(recorder.intervention(step));
    writer.write(recorder.event(step));
  });
  writer.finish();
  sink(chunk);
}
