import * as fs from "node:fs";
import type * as vscode from "vscode";
import { ROW_HEIGHT } from "../../src/render/spaceTime/scale.js";
import { describe, expect, it } from "vitest";
import type { FileAccess } from "../../src/vscode/fileAccess.js";
import { MAX_FILE_BYTES } from "../../src/vscode/loadTrace.js";
import type { Position } from "../../src/session/edits.js";
import { TraceDocument } from "../../src/vscode/traceDocument.js";

const EXAMPLE = "traces/raft-first-election.trace.jsonl";
const example = fs.readFileSync(EXAMPLE);
const length = example.toString().match(/^\{"kind":"event"/gm)?.length ?? 0;

/** The document hands its address on and never looks into it. */
const NO_URI = JSON.parse("{}") as vscode.Uri;

/** A file in memory that a test may change. */
function memoryFile(bytes: Uint8Array, stat = { isDirectory: false, bytes: bytes.length }) {
  const file = { bytes, name: "a.trace.jsonl" };
  const reads: FileAccess = {
    name: file.name,
    stat: () => Promise.resolve({ ...stat, changedMs: 0 }),
    read: () => Promise.resolve(file.bytes),
    write: () => Promise.reject(new Error("nobody may write here")),
  };
  return { file, reads };
}

function setUp(bytes: Uint8Array, recalled?: Position) {
  const { file, reads } = memoryFile(bytes);
  const remembered: Position[] = [];
  const document = new TraceDocument(NO_URI, {
    file: reads,
    pause: () => Promise.resolve(),
    recall: () => recalled,
    remember: (position) => remembered.push(position),
  });
  return { document, file, remembered };
}

describe("TraceDocument", () => {
  it("tells its progress and then that it is open", async () => {
    const { document } = setUp(example);
    const states: string[] = [];
    document.changed.add(({ state }) => states.push(state));
    expect(document.state()).toMatchObject({ state: "opening" });
    await document.load();
    expect(states.at(-1)).toBe("open");
    expect(document.length).toBe(length);
  });

  it("comes back to where its cursor stood", async () => {
    const { document } = setUp(example, { branch: "b1", cursor: 12 });
    await document.load();
    expect(document.cursor).toBe(12);
  });

  it("tells everybody of a move and remembers it", async () => {
    const { document, remembered } = setUp(example);
    await document.load();
    await document.settled();
    remembered.splice(0);
    const heard: number[] = [];
    const stop = document.moved.add(({ at }) => heard.push(at));
    document.goTo(7);
    document.goTo(7);
    document.move(-Infinity);
    stop();
    document.move(Infinity);
    expect(heard).toEqual([7, 0]);
    expect(remembered.map(({ cursor }) => cursor)).toEqual([7, 0, length]);
  });

  it.each([-1, 1.5, Number.NaN, 1e9])("refuses to go to %d and stays", async (cursor) => {
    const { document } = setUp(example);
    await document.load();
    expect(() => document.goTo(cursor)).toThrow(`expected a whole number from 0 to ${length}`);
    expect(document.cursor).toBe(0);
  });

  it("keeps the cursor over a reload as far as the file reaches", async () => {
    const { document, file } = setUp(example);
    await document.load();
    document.goTo(20);
    await document.load();
    expect(document.cursor).toBe(20);
    file.bytes = example.subarray(0, example.length / 4);
    await document.load();
    expect(document.length).toBeLessThan(20);
    expect(document.cursor).toBe(document.length);
    const state = document.state();
    expect(state.state === "open" && state.info.damage[0]).toMatch(/^a\.trace\.jsonl:\d+: /);
  });

  it("hands out the part of the picture that is asked for", async () => {
    const { document } = setUp(example);
    await document.load();
    const rows = { axis: "order", y1: 4 * ROW_HEIGHT, y2: 9 * ROW_HEIGHT } as const;
    const picture = document.picture({ branch: "b1", ...rows, room: 700 });
    expect(picture.rows.map(({ at }) => at)).toEqual([5, 6, 7, 8, 9]);
    const wide = document.picture({ branch: "b1", ...rows, room: 1400 });
    expect(wide.width).toBeGreaterThan(picture.width);
    expect(() => document.picture({ branch: "b9", ...rows, room: 700 })).toThrow("found b9");
  });

  it("hands out the whole run on the axis of time, as tall as the cursor's place says", async () => {
    const { document } = setUp(example);
    await document.load();
    document.goTo(12);
    const [order, time] = document.cursorInfo().places;
    expect(order).toMatchObject({ scale: { axis: "order" }, y: 12 * ROW_HEIGHT });
    const all = { branch: "b1", axis: "time", y1: 0, y2: time?.height ?? 0, room: 700 } as const;
    const picture = document.picture(all);
    expect(picture).toMatchObject({ scale: time?.scale, height: time?.height });
    expect(picture.rows[11]?.bottom).toBe(time?.y);
    const small = {
      branch: "b1",
      axis: "time",
      zoom: 0.1,
      top: 0,
      height: 200,
      width: 600,
    } as const;
    const far = document.farPicture(small);
    expect(far.height).toBeCloseTo(0.1 * (time?.height ?? 0), 6);
    expect(far.lines.map(({ name }) => name)).toEqual(picture.lifelines.map(({ name }) => name));
  });

  it("does nothing but explain when the file is no trace", async () => {
    const { document } = setUp(new TextEncoder().encode("hello\n"));
    await document.load();
    const state = document.state();
    expect(state.state === "refused" && state.problems[0]).toMatch(/^a\.trace\.jsonl:1: expected/);
    document.move(1);
    expect(document.cursor).toBe(0);
    expect(() => document.goTo(1)).toThrow("the trace is not open");
  });

  it.each([
    [{ isDirectory: true, bytes: 0 }, /expected a trace file, found a folder/],
    [{ isDirectory: false, bytes: MAX_FILE_BYTES + 1 }, /expected at most 1024 MB, found 1025 MB/],
  ])("refuses %j without reading it", async (stat, problem) => {
    const { reads } = memoryFile(example, stat);
    const read = () => Promise.reject(new Error("was read"));
    const document = new TraceDocument(NO_URI, {
      file: { ...reads, read },
      pause: () => Promise.resolve(),
      recall: () => undefined,
      remember: () => undefined,
    });
    await document.load();
    const state = document.state();
    expect(state.state === "refused" && state.problems[0]).toMatch(problem);
  });

  it("says so when the file cannot be read", async () => {
    const { reads } = memoryFile(example);
    const document = new TraceDocument(NO_URI, {
      file: { ...reads, read: () => Promise.reject(new Error("no permission")) },
      pause: () => Promise.resolve(),
      recall: () => undefined,
      remember: () => undefined,
    });
    await document.load();
    expect(document.state()).toMatchObject({
      problems: [expect.stringContaining("no permission")],
    });
  });
});
