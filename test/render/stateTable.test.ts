import { beforeAll, describe, expect, it } from "vitest";
import { ensure } from "../../src/base/assert.js";
import { stateTable, type Cell, type StateTable } from "../../src/render/stateTable.js";
import { tableText } from "../../src/render/text.js";
import type { RecordedTrace } from "../../src/trace/recordedTrace.js";
import { recordedGossip } from "../simulator/recordedGossip.js";
import { hostileTrace } from "./hostile.js";
import { raftRun } from "./runs.js";

const BRANCH = "b1";
let election: RecordedTrace;
let writes: RecordedTrace;

const set = (key: number) =>
  ({ type: "command", node: "n1", command: { type: "set", key: `k${key}`, value: "1" } }) as const;

beforeAll(async () => {
  election = await raftRun(40);
  // Ana leads from event 8 on; she takes fifteen writes, crashes later and comes back.
  const hands = { 20: Array.from({ length: 15 }, (_, i) => set(i + 1)) };
  const crash = {
    80: [{ type: "crash", node: "n1" }],
    90: [{ type: "restart", node: "n1" }],
  } as const;
  writes = await raftRun(140, {}, { ...hands, ...crash });
});

function cell(table: StateTable, property: string, name: string): Cell | undefined {
  const column = table.columns.findIndex((c) => c.name === name);
  const row = ensure(
    table.rows.find((r) => r.property === property),
    `there is a row ${property}`,
  );
  return row.cells[column];
}

/** The entries that a node's log shows at a cursor. */
function entriesAt(cursor: number, name: string) {
  const content = cell(stateTable(writes, BRANCH, cursor), "log", name)?.content;
  return content?.show === "entries" ? content : undefined;
}

describe("the state table of an election", () => {
  it("has a column for every node and a row for the role, each field and the timers", () => {
    const table = stateTable(election, BRANCH, 10);
    expect(table.columns.map(({ name }) => name)).toEqual(["Ana", "Ben", "Cleo"]);
    const fields = election.header.kinds.server?.fields.map(({ field }) => field) ?? [];
    expect(table.rows.map(({ property }) => property)).toEqual(["role", ...fields, "timers"]);
  });

  it("knows nothing before the first event", () => {
    const table = stateTable(election, BRANCH, 0);
    expect(table.columns.map(({ look }) => look)).toEqual(["absent", "absent", "absent"]);
    expect(cell(table, "role", "Ana")?.text).toBe("not started");
    expect(cell(table, "currentTerm", "Ana")).toBeUndefined();
  });

  it("names the candidate, whom it voted for and who voted for it", () => {
    const table = stateTable(election, BRANCH, 4);
    expect(cell(table, "role", "Ana")).toMatchObject({ text: "candidate", changed: true });
    expect(cell(table, "votedFor", "Ana")).toMatchObject({ text: "Ana", changed: true });
    expect(cell(table, "votesGranted", "Ana")?.text).toBe("Ana");
    expect(cell(table, "votedFor", "Ben")).toMatchObject({ text: "none", changed: false });
    expect(cell(stateTable(election, BRANCH, 8), "votesGranted", "Ana")?.text).toBe("Ana and Ben");
  });

  it("shows what belongs to a role only while a node has it", () => {
    expect(cell(stateTable(election, BRANCH, 7), "nextIndex", "Ana")).toBeUndefined();
    const table = stateTable(election, BRANCH, 8);
    expect(cell(table, "nextIndex", "Ana")?.text).toBe("Ben 1, Cleo 1");
    expect(cell(table, "nextIndex", "Ben")).toBeUndefined();
  });

  it("counts down the running timers", () => {
    const [now, later] = [4, 7].map((cursor) => {
      const content = cell(stateTable(election, BRANCH, cursor), "timers", "Ben")?.content;
      return content?.show === "timers" ? content.timers[0] : undefined;
    });
    const { timeMs } = stateTable(election, BRANCH, 7);
    expect(later?.remainingMs).toBe((later?.firesMs ?? 0) - timeMs);
    expect(now?.remainingPerMille).toBeGreaterThanOrEqual(0);
    expect(cell(stateTable(election, BRANCH, 7), "timers", "Ben")?.changed).toBe(false);
    expect(cell(stateTable(election, BRANCH, 5), "timers", "Ben")?.changed).toBe(true);
  });

  it("marks exactly the cells whose words differ from the cursor before", () => {
    for (let cursor = 4; cursor <= election.length(BRANCH); cursor++) {
      const [before, now] = [cursor - 1, cursor].map((at) => stateTable(election, BRANCH, at));
      for (const { property, cells } of now?.rows ?? []) {
        if (property === "timers") continue;
        cells.forEach((one, i) => {
          const old = before?.rows.find((row) => row.property === property)?.cells[i];
          const differs = old !== undefined && one !== undefined && one.text !== old.text;
          if (old !== undefined && one !== undefined) expect(one.changed).toBe(differs);
        });
      }
    }
  });
});

describe("a log in the table", () => {
  it("shows the last twelve entries with index, term and command, and counts the others", () => {
    const log = entriesAt(35, "Ana");
    expect(log?.hidden).toBe(3);
    expect(log?.entries.map(({ index }) => index)).toEqual([
      4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    ]);
    expect(log?.entries[0]).toMatchObject({ index: 4, term: "1", label: "set k4 1" });
  });

  it("marks an entry when it is appended and when it is committed, and no other", () => {
    const appended = entriesAt(22, "Ana")?.entries ?? [];
    expect(appended.map(({ changed }) => changed)).toEqual([false, true]);
    for (let cursor = 36; cursor < 80; cursor++) {
      const [before, now] = [entriesAt(cursor - 1, "Ana"), entriesAt(cursor, "Ana")];
      for (const entry of now?.entries ?? []) {
        const old = before?.entries.find(({ index }) => index === entry.index);
        expect(entry.changed).toBe(old?.committed !== entry.committed);
      }
    }
  });

  it("is committed up to commitIndex and says so", () => {
    const table = stateTable(writes, BRANCH, 79);
    const log = entriesAt(79, "Ana");
    const commitIndex = Number(cell(table, "commitIndex", "Ana")?.text);
    expect(commitIndex).toBeGreaterThan(0);
    expect(log?.entries.map((e) => e.committed)).toEqual(
      log?.entries.map(({ index }) => index <= commitIndex),
    );
    expect(cell(table, "log", "Ana")?.text).toContain(`committed up to ${commitIndex}`);
  });

  it("of a crashed node stays as it last was", () => {
    const at = Array.from({ length: 40 }, (_, i) => 78 + i).find(
      (n) => writes.event(BRANCH, n).event === "crash",
    );
    const table = stateTable(writes, BRANCH, ensure(at, "Ana crashed"));
    expect(table.columns[0]?.look).toBe("down");
    expect(cell(table, "role", "Ana")).toMatchObject({
      text: "crashed (was leader)",
      changed: true,
    });
    expect(cell(table, "timers", "Ana")?.text).toBe("none");
  });
});

describe("a hostile table", () => {
  it("has short words without control characters in every cell", async () => {
    const trace = await hostileTrace();
    const { columns, rows } = stateTable(trace, BRANCH, trace.length(BRANCH));
    const cells = rows.flatMap((row) => row.cells).filter((c) => c !== undefined);
    const labels = cells.flatMap(({ content }) =>
      content.show === "entries" ? content.entries.map(({ label }) => label) : [],
    );
    expect(labels).toHaveLength(5);
    for (const text of [...cells.map((c) => c.text), ...labels, ...columns.map((c) => c.name)]) {
      expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(text.length).toBeLessThanOrEqual(400);
    }
  });
});

describe("the table in a terminal", () => {
  it("has aligned columns and marks what changed", () => {
    expect(tableText(stateTable(election, BRANCH, 4))).toMatchInlineSnapshot(`
      "              Ana                  Ben                Cleo
      ────────────  ───────────────────  ─────────────────  ─────────────────
      role          *candidate           follower           follower
      currentTerm   *1                   0                  0
      votedFor      *Ana                 none               none
      log           empty                empty              empty
      commitIndex   0                    0                  0
      lastApplied   0                    0                  0
      nextIndex
      matchIndex
      votesGranted  *Ana
      leaderId      none                 none               none
      stateMachine  –                    –                  –
      timers        *election in 203 ms  election in 45 ms  election in 22 ms"
    `);
  });
});

describe("nodes that come and go", () => {
  it("keep their column along the whole branch, which says why it is empty", async () => {
    const { trace, cursors } = await recordedGossip([
      { type: "addNode", node: { id: "n3", name: "Fay", kind: "gossip" } },
      { type: "removeNode", node: "n2" },
    ]);
    const roles = cursors.map((cursor) => {
      const table = stateTable(trace, BRANCH, cursor);
      expect(table.columns.map(({ name }) => name)).toEqual(["Ana", "Ben", "Fay"]);
      const absent = table.columns.filter(({ look }) => look === "absent");
      return absent.map(({ name, role }) => `${name} ${role}`);
    });
    expect(roles).toEqual([["Fay not added yet"], [], ["Ben removed"]]);
  });
});
