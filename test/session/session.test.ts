import { beforeEach, describe, expect, it } from "vitest";
import { ensure } from "../../src/base/assert.js";
import { findProtocol } from "../../src/protocols/catalogue.js";
import { RecordedRun } from "../../src/session/recordedRun.js";
import type { Edit } from "../../src/session/edits.js";
import { Session, type Bend } from "../../src/session/session.js";
import { savedTrace } from "../../src/session/savedTrace.js";
import { verify } from "../../src/session/verify.js";
import type { Result } from "../../src/base/result.js";
import { makeSetup, setupFromHeader, type Setup } from "../../src/simulator/setup.js";
import type { Intervention } from "../../src/trace/intervention.js";
import { openTrace } from "../../src/trace/reader.js";
import type { TraceFile } from "../../src/trace/traceFile.js";

const protocol = value(findProtocol("raft"));

/** A run of `events` events as a file's bytes. */
function recorded(events: number, seed: number): Uint8Array {
  const lines: string[] = [];
  const setup = value(makeSetup(protocol, { seed, nodes: 3, network: { dropPerMille: 50 } }));
  const run = new RecordedRun(setup, (line) => lines.push(line));
  for (let i = 0; i < events; i++) run.step();
  run.finish();
  return new TextEncoder().encode(lines.join(""));
}

async function open(bytes: Uint8Array): Promise<{ trace: TraceFile; setup: Setup }> {
  const opened = value(await openTrace(bytes, { source: "run.trace.jsonl" }));
  expect(opened.damage).toEqual([]);
  return { trace: opened.trace, setup: value(setupFromHeader(protocol, opened.trace.header)) };
}

function value<V>(result: Result<V>): V {
  if (!result.ok) throw new Error(result.problems.map((p) => p.problem).join("; "));
  return result.value;
}

function edit(bend: Result<Bend>): Edit {
  const done = value(bend);
  if (done.is !== "edit") throw new Error("expected an edit, the session walked");
  return done.edit;
}

const force = (node: string): Intervention => ({ type: "timeout", node, timer: "election" });

describe("a session", () => {
  let session: Session;
  let trace: TraceFile;

  beforeEach(async () => {
    const opened = await open(recorded(200, 3));
    trace = opened.trace;
    session = new Session(trace, opened.setup);
  });

  it("steps through what was recorded, and past its end lets the engine go on, without an edit", () => {
    value(session.goTo({ branch: "b1", cursor: 199 }));
    expect(session.step()).toBe(true);
    expect(trace.length("b1")).toBe(200);
    expect(session.step()).toBe(true);
    expect(trace.length("b1")).toBe(201);
    expect(trace.event("b1", 201).at).toBe(201);
  });

  it("makes past the end the events that a longer recording has", async () => {
    const longer = await open(recorded(400, 3));
    value(session.goTo({ branch: "b1", cursor: 200 }));
    while (session.position.cursor < 400) session.step();
    for (let at = 1; at <= 400; at++) {
      expect(trace.event("b1", at)).toEqual(longer.trace.event("b1", at));
    }
    expect(trace.world("b1", 400)).toEqual(longer.trace.world("b1", 400));
    expect(trace.messages("b1", 150, 390)).toEqual(longer.trace.messages("b1", 150, 390));
  });

  it("opens a branch for an intervention in the past, and the old future stays", () => {
    const old = Array.from({ length: 200 }, (_, i) => trace.event("b1", i + 1));
    value(session.goTo({ branch: "b1", cursor: 20 }));
    edit(session.intervene(force("n3")));
    expect(session.position).toEqual({ branch: "b2", cursor: 21 });
    expect(trace.event("b2", 21)).toMatchObject({ event: "timeout", node: "n3", by: "i1" });
    expect(trace.branches.at(-1)).toEqual({ kind: "branch", id: "b2", parent: "b1", after: 20 });
    expect(Array.from({ length: 200 }, (_, i) => trace.event("b1", i + 1))).toEqual(old);
  });

  it("goes on along its own branch after an intervention at its end", () => {
    value(session.goTo({ branch: "b1", cursor: 200 }));
    edit(session.intervene({ type: "isolate", node: "n1" }));
    expect(session.position).toEqual({ branch: "b1", cursor: 201 });
    expect(trace.branches).toHaveLength(1);
  });

  it("walks the branch that the same choice at the same place already has", () => {
    value(session.goTo({ branch: "b1", cursor: 20 }));
    edit(session.intervene(force("n3")));
    value(session.goTo({ branch: "b1", cursor: 20 }));
    expect(value(session.intervene(force("n3")))).toEqual({
      is: "walked",
      to: { branch: "b2", cursor: 21 },
    });
    value(session.goTo({ branch: "b2", cursor: 20 }));
    edit(session.intervene(force("n2")));
    expect(session.position.branch).toBe("b3");
    expect(trace.branches.at(-1)).toMatchObject({ id: "b3", parent: "b1", after: 20 });
  });

  it("undoes an edit with all that followed, and redoes it with the same records", () => {
    value(session.goTo({ branch: "b1", cursor: 20 }));
    const one = edit(session.intervene(force("n3")));
    for (let i = 0; i < 10; i++) session.step();
    const lines = trace.appendedLines();
    expect(lines).toHaveLength(13);
    one.undo();
    expect(session.position).toEqual({ branch: "b1", cursor: 20 });
    expect(trace.branches).toHaveLength(1);
    expect(trace.appendedLines()).toEqual([]);
    one.redo();
    expect(session.position).toEqual({ branch: "b2", cursor: 21 });
    expect(trace.appendedLines()).toEqual(lines);
    expect(trace.length("b2")).toBe(31);
  });

  it("undoes several edits one after the other, also those at the end of a branch", () => {
    value(session.goTo({ branch: "b1", cursor: 20 }));
    const edits = [edit(session.intervene(force("n3")))];
    for (let i = 0; i < 5; i++) session.step();
    edits.push(edit(session.intervene({ type: "isolate", node: "n3" })));
    for (let i = 0; i < 5; i++) session.step();
    value(session.goTo({ branch: "b2", cursor: 24 }));
    edits.push(edit(session.intervene({ type: "crash", node: "n1" })));
    const lines = trace.appendedLines();
    for (const one of [...edits].reverse()) one.undo();
    expect(trace.appendedLines()).toEqual([]);
    for (const one of edits) one.redo();
    expect(trace.appendedLines()).toEqual(lines);
    expect(session.position).toEqual({ branch: "b3", cursor: 25 });
  });

  it("refuses an intervention that does not apply, with the reason and without a trace", () => {
    value(session.goTo({ branch: "b1", cursor: 20 }));
    const refused = session.intervene({ type: "restart", node: "n2" });
    expect(refused).toEqual({ ok: false, problems: [{ problem: "n2 is already up" }] });
    expect(session.position).toEqual({ branch: "b1", cursor: 20 });
    expect(trace.branches).toHaveLength(1);
    expect(trace.appendedLines()).toEqual([]);
  });

  it("never gives an id twice, not even after undo", () => {
    value(session.goTo({ branch: "b1", cursor: 20 }));
    edit(session.intervene(force("n3"))).undo();
    edit(session.intervene(force("n2")));
    expect(session.position.branch).toBe("b3");
    expect(trace.interventions("b3").map(({ id }) => id)).toEqual(["i2"]);
  });

  it("steps over to a node's next event", () => {
    value(session.goTo({ branch: "b1", cursor: 20 }));
    const { cursor } = value(session.runUntil({ until: "event", node: "n2" }));
    expect(trace.event("b1", cursor)).toMatchObject({ node: "n2" });
    for (let at = 21; at < cursor; at++) {
      expect(trace.event("b1", at)).not.toMatchObject({ node: "n2" });
    }
  });

  it("runs until a role changes, also past what was recorded", () => {
    const { cursor } = value(session.runUntil({ until: "role" }));
    expect(trace.world("b1", cursor - 1).nodes.get("n1")?.view.role).toBe("follower");
    const roles = [...trace.world("b1", cursor).nodes.values()].map(({ view }) => view.role);
    expect(roles).toContain("candidate");
    value(session.goTo({ branch: "b1", cursor: 200 }));
    edit(session.intervene({ type: "isolate", node: "n1" }));
    expect(value(session.runUntil({ until: "role" })).cursor).toBeGreaterThan(200);
  });

  it("runs until a message is received, a field changes or a moment occurs", () => {
    const { cursor } = value(session.runUntil({ until: "message", type: "RequestVoteReply" }));
    expect(trace.event("b1", cursor)).toMatchObject({ event: "receive" });
    const elected = value(session.runUntil({ until: "moment", name: "leader elected" })).cursor;
    expect(trace.event("b1", elected).moments?.[0]?.name).toBe("leader elected");
    value(session.goTo({ branch: "b1", cursor: 0 }));
    const voted = value(session.runUntil({ until: "field", field: "votedFor", node: "n2" })).cursor;
    expect(trace.world("b1", voted - 1).nodes.get("n2")?.state.votedFor).toBeNull();
    expect(trace.world("b1", voted).nodes.get("n2")?.state.votedFor).not.toBeNull();
  });

  it("stays where it is when no event is as wanted", () => {
    const still = new Session(trace, "no engine made this trace");
    value(still.goTo({ branch: "b1", cursor: 5 }));
    expect(still.runUntil({ until: "flip" })).toEqual({
      ok: false,
      problems: [{ problem: "there is no such event before the run ends" }],
    });
    expect(still.position.cursor).toBe(5);
    expect(still.intervene(force("n1"))).toEqual({
      ok: false,
      problems: [{ problem: "no engine made this trace" }],
    });
  });

  it("names and deletes branches, and takes both back", () => {
    value(session.goTo({ branch: "b1", cursor: 20 }));
    edit(session.intervene(force("n3")));
    value(session.goTo({ branch: "b2", cursor: 21 }));
    for (let i = 0; i < 5; i++) session.step();
    value(session.goTo({ branch: "b2", cursor: 24 }));
    edit(session.intervene({ type: "crash", node: "n1" }));
    const naming = value(session.rename("b2", "Cleo hurries"));
    expect(trace.branches.map(({ name }) => name)).toEqual([undefined, "Cleo hurries", undefined]);
    expect(session.rename("b2", "")).toMatchObject({ ok: false });
    expect(session.rename("b2", "a\u202eb")).toMatchObject({ ok: false });
    const deletion = value(session.delete("b2"));
    expect(trace.branches.map(({ id }) => id)).toEqual(["b1"]);
    expect(session.position).toEqual({ branch: "b1", cursor: 20 });
    deletion.undo();
    expect(trace.branches.map(({ id }) => id)).toEqual(["b1", "b2", "b3"]);
    expect(session.position).toEqual({ branch: "b3", cursor: 25 });
    naming.undo();
    expect(trace.branches[1]?.name).toBeUndefined();
    expect(session.delete("b1")).toMatchObject({ ok: false });
  });

  it("makes the same tree again from the list of its edits", async () => {
    value(session.goTo({ branch: "b1", cursor: 20 }));
    edit(session.intervene(force("n3"))).undo();
    edit(session.intervene(force("n2")));
    for (let i = 0; i < 9; i++) session.step();
    edit(session.intervene({ type: "isolate", node: "n2" }));
    value(session.rename("b3", "Ben first"));
    value(session.goTo({ branch: "b1", cursor: 200 }));
    for (let i = 0; i < 9; i++) session.step();
    edit(session.intervene({ type: "crash", node: "n1" }));
    const { trace: fresh, setup } = await open(recorded(200, 3));
    const again = new Session(fresh, setup);
    for (const data of session.done) value(again.again(data));
    expect(fresh.branches).toEqual(trace.branches);
    expect(fresh.appendedLines()).toEqual(trace.appendedLines());
    expect(again.done).toEqual(session.done);
  });

  it("keeps the file's own lines when it is saved, but for those of a branch that was deleted", async () => {
    const bytes = recorded(200, 3);
    value(session.goTo({ branch: "b1", cursor: 20 }));
    edit(session.intervene(force("n3")));
    const [named, saved] = [value(session.rename("b2", "Cleo")), await savedTrace(trace, bytes)];
    expect(saved.subarray(0, bytes.length)).toEqual(bytes);
    named.undo();
    const { trace: second, setup } = await open(saved);
    expect(second.branches[1]).toEqual({
      kind: "branch",
      id: "b2",
      parent: "b1",
      after: 20,
      name: "Cleo",
    });
    const next = new Session(second, setup);
    value(next.delete("b2"));
    expect(await savedTrace(second, saved)).toEqual(bytes);
  });

  it("saves a tree that opens again and is verified, however it grew", async () => {
    const bytes = recorded(200, 3);
    const kinds: readonly Intervention[] = [
      force("n1"),
      { type: "isolate", node: "n2" },
      { type: "crash", node: "n3" },
      { type: "command", node: "n1", command: { type: "set", key: "x", value: "1" } },
      { type: "clock", node: "n1", ratePerMille: 1500, offsetMs: 10 },
    ];
    for (let i = 0; i < 25; i++) {
      const branches = trace.branches;
      const { id } = ensure(branches[(i * 7) % branches.length], "a branch");
      value(session.goTo({ branch: id, cursor: (i * 37) % (trace.length(id) + 1) }));
      session.intervene(ensure(kinds[i % kinds.length], "a kind"));
      for (let k = 0; k < i; k++) session.step();
    }
    const saved = await open(await savedTrace(trace, bytes));
    expect(saved.trace.branches).toEqual(trace.branches);
    expect(trace.branches.length).toBeGreaterThan(10);
    for (const { id } of trace.branches) {
      expect(saved.trace.length(id)).toBe(trace.length(id));
      for (const at of [1, 10, 50, trace.length(id)]) {
        if (at > trace.length(id)) continue;
        expect(saved.trace.event(id, at)).toEqual(trace.event(id, at));
        expect(saved.trace.world(id, at)).toEqual(trace.world(id, at));
      }
    }
    const verification = await verify(saved.trace, {
      findProtocol: (name) => (name === "raft" ? protocol : undefined),
    });
    expect(verification).toMatchObject({ verdict: "verified" });
  });
});
