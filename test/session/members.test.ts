import { describe, expect, it } from "vitest";
import { RecordedRun } from "../../src/session/recordedRun.js";
import { savedTrace } from "../../src/session/savedTrace.js";
import { Session, type Bend } from "../../src/session/session.js";
import { verify } from "../../src/session/verify.js";
import { openTrace } from "../../src/trace/reader.js";
import type { NodeHeader } from "../../src/trace/records.js";
import type { TraceFile } from "../../src/trace/traceFile.js";
import type { Result } from "../../src/base/result.js";
import { good, setupOf } from "../simulator/runs.js";
import { watchersProtocol } from "../simulator/watchers.js";

const setup = setupOf({ seed: 3 }, watchersProtocol);

const newcomer = (id: string, name: string): NodeHeader => ({ id, name, kind: "watcher" });

async function openRun(): Promise<{ session: Session; trace: TraceFile; bytes: Uint8Array }> {
  const lines: string[] = [];
  const run = new RecordedRun(setup, (line) => lines.push(line));
  setup.nodes.forEach(() => run.step());
  for (const text of ["n2", "n3", "n2"]) {
    const command = { type: "greet", whom: text };
    good(run.intervene({ type: "command", node: "n1", command }, run.timeMs));
  }
  while (run.step() !== undefined);
  run.finish();
  const bytes = new TextEncoder().encode(lines.join(""));
  const { trace } = good(await openTrace(bytes, { source: "a" }));
  return { session: new Session(trace, setup), trace, bytes };
}

function editOf(bend: Result<Bend>) {
  const done = good(bend);
  if (done.is !== "edit") throw new Error("expected an edit, the session walked");
  return done.edit;
}

const names = (trace: TraceFile, branch: string) => trace.nodes(branch).map(({ name }) => name);

describe("a session whose branches have different members", () => {
  it("knows on each branch those that were added along its path", async () => {
    const { session, trace } = await openRun();
    good(session.goTo({ branch: "b1", cursor: 4 }));
    editOf(session.intervene({ type: "addNode", node: newcomer("n4", "Dan") }));
    while (session.step());
    good(session.goTo({ branch: "b1", cursor: 5 }));
    editOf(session.intervene({ type: "addNode", node: newcomer("n4", "Eve") }));
    session.step();
    editOf(session.intervene({ type: "removeNode", node: "n2" }));
    while (session.step());
    expect(names(trace, "b1")).toEqual(["n1", "n2", "n3"]);
    expect(names(trace, "b2")).toEqual(["n1", "n2", "n3", "Dan"]);
    expect(names(trace, "b3")).toEqual(["n1", "n2", "n3", "Eve"]);
    expect(trace.nodes("b3")).toMatchObject([{}, { removedAt: 8 }, {}, { addedAt: 6 }]);
    expect([...trace.world("b2", trace.length("b2")).nodes.keys()]).toContain("n4");
    expect([...trace.world("b3", trace.length("b3")).nodes.keys()]).toEqual(["n1", "n3", "n4"]);
    expect([...trace.world("b3", 5).nodes.keys()]).toEqual(["n1", "n2", "n3"]);
    expect(trace.nodeOf("b3", 6)).toBe("n4");
  });

  it("takes a node away again by undo, brings it back by redo, and saves what is there", async () => {
    const { session, trace, bytes } = await openRun();
    good(session.goTo({ branch: "b1", cursor: trace.length("b1") }));
    const end = session.position.cursor;
    const edit = editOf(session.intervene({ type: "addNode", node: newcomer("n4", "Dan") }));
    while (session.step());
    const grown = trace.length("b1");
    const last = trace.event("b1", grown);
    edit.undo();
    expect([names(trace, "b1").length, trace.length("b1")]).toEqual([3, end]);
    edit.redo();
    while (session.position.cursor < grown) session.step();
    expect(names(trace, "b1")).toEqual(["n1", "n2", "n3", "Dan"]);
    expect(trace.event("b1", grown)).toEqual(last);
    const saved = await savedTrace(trace, bytes);
    const again = good(await openTrace(saved, { source: "a" }));
    expect(again.damage).toEqual([]);
    expect(names(again.trace, "b1")).toEqual(["n1", "n2", "n3", "Dan"]);
    expect(await verify(again.trace, { findProtocol: () => watchersProtocol })).toMatchObject({
      verdict: "verified",
    });
  });
});
