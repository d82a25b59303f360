import { describe, expect, it } from "vitest";
import { FIRST_BRANCH } from "../../../src/trace/records.js";
import type { TraceFile } from "../../../src/trace/traceFile.js";
import { imported, inferredOf, opened, sample, value } from "../kit.js";

/** Hosts, events and arrows, as ShiViz itself finds them in the same file. */
const SAMPLES: readonly (readonly [string, string, number, number, number, string])[] = [
  ["chord.log", "", 8, 1235, 541, "GoVector"],
  ["facebook.log", "", 4, 47, 23, "a web server's log"],
  ["facebook-multiple.log", "Execution #1", 4, 47, 23, "a web server's log"],
  ["facebook-multiple.log", "Execution #2", 4, 41, 20, "a web server's log"],
  ["govector-RpcClientServer.log", "", 2, 10, 4, "GoVector"],
  ["multiple-comparison.log", "Base execution", 2, 8, 4, "a web server's log"],
  ["multiple-comparison.log", "Same as base", 2, 8, 4, "a web server's log"],
  ["multiple-comparison.log", "Different host from base", 2, 8, 4, "a web server's log"],
  ["multiple-comparison.log", "All events are different from base", 2, 8, 4, "a web server's log"],
  ["multiple-comparison.log", "Some events are different from base", 2, 8, 4, "a web server's log"],
  ["reliable-broadcast.log", "", 4, 116, 48, "an Akka log"],
  ["simple-reliable-broadcast.log", "", 3, 39, 16, "an Akka log"],
  ["simpledb.log", "", 5, 509, 95, "ShiViz"],
  ["voldemort.log", "", 20, 864, 34, "Voldemort's log"],
];

function arrowsOf(trace: TraceFile): number {
  return trace.messages(FIRST_BRANCH, 1, trace.length(FIRST_BRANCH)).length;
}

describe("the logs that come with ShiViz", () => {
  it.each(SAMPLES)("%s %s", async (file, execution, hosts, events, arrows, layout) => {
    const trace = await imported(sample(`shiviz/${file}`), { execution });
    expect({
      hosts: trace.header.nodes.length,
      events: trace.length(FIRST_BRANCH),
      arrows: arrowsOf(trace),
    }).toEqual({ hosts, events, arrows });
    expect(inferredOf(trace)[0]).toContain(`the layout of ${layout},`);
    expect(trace.header.origin?.format).toBe("ShiViz log");
  });

  it("are read with all their executions", async () => {
    for (const file of new Set(SAMPLES.map(([name]) => name))) {
      const { executions } = value(await opened(sample(`shiviz/${file}`)));
      expect(executions).toEqual(SAMPLES.filter(([name]) => name === file).map((row) => row[1]));
    }
  });
});
