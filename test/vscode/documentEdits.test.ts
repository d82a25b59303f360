/** Bending, saving, backing up and restoring a document, on real files and without VS Code. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type * as vscode from "vscode";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Position } from "../../src/session/edits.js";
import type { Intervention } from "../../src/trace/intervention.js";
import { decodeBackup, encodeBackup, type Backup } from "../../src/vscode/backup.js";
import type { LostEdit } from "../../src/vscode/restoredEdits.js";
import type { DocumentSurroundings } from "../../src/vscode/documentSurroundings.js";
import { TraceDocument, type MadeEdit } from "../../src/vscode/traceDocument.js";
import { folderFile } from "./folderFile.js";

const EXAMPLE = "traces/raft-first-election.trace.jsonl";
const FORCE: Intervention = { type: "timeout", node: "n4", timer: "election" };

let folder = "";
let file = "";

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "lockstep-document-"));
  file = path.join(folder, "a.trace.jsonl");
  fs.copyFileSync(EXAMPLE, file);
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

interface Opened {
  readonly document: TraceDocument;
  readonly edits: MadeEdit[];
  readonly lost: LostEdit[];
  readonly remembered: Position[];
  /** How often it was told that the file changed under its edits. */
  readonly conflicts: () => number;
}

/** The document hands its address on and never looks into it. */
const NO_URI = JSON.parse("{}") as vscode.Uri;

async function open(more: Partial<DocumentSurroundings> = {}): Promise<Opened> {
  const remembered: Position[] = [];
  const document = new TraceDocument(NO_URI, {
    file: folderFile(file),
    pause: () => Promise.resolve(),
    recall: () => undefined,
    remember: (position) => remembered.push(position),
    ...more,
  });
  const edits: MadeEdit[] = [];
  const lost: LostEdit[] = [];
  let conflicts = 0;
  document.edited.add((edit) => edits.push(edit));
  document.lost.add((some) => lost.push(...some));
  document.conflicted.add(() => conflicts++);
  await document.load();
  await document.settled();
  return { document, edits, lost, remembered, conflicts: () => conflicts };
}

async function save(document: TraceDocument): Promise<void> {
  const content = await document.content();
  await document.file.write(content.bytes);
  document.saved(content);
}

/** Through the bytes that VS Code keeps. */
function kept(document: TraceDocument): Backup {
  const decoded = decodeBackup(encodeBackup(document.backup()));
  if (!decoded.ok) throw new Error("the backup cannot be read");
  return decoded.value;
}

const lines = () => fs.readFileSync(file, "utf8").trimEnd().split("\n");

describe("bending a document", () => {
  it("opens a branch, hands the edit with its label to VS Code and shows the new future", async () => {
    const { document, edits, remembered } = await open();
    document.goTo(10);
    const info = await document.intervene(FORCE);
    expect(info).toMatchObject({ branch: "b2", at: 11, length: 11 });
    expect(edits.map(({ label }) => label)).toEqual(["Force Dan's election timer"]);
    expect(remembered.at(-1)).toEqual({ branch: "b2", cursor: 11 });
    const state = document.state();
    expect(state.state === "open" && state.info.branches[1]).toMatchObject({
      id: "b2",
      parent: "b1",
      after: 10,
      words: "force Dan's election timer, after event 10",
    });
  });

  it("waits for the verdict before it lets anything be bent", async () => {
    const document = new TraceDocument(NO_URI, {
      file: folderFile(file),
      pause: () => new Promise((resolve) => setTimeout(resolve)),
      recall: () => ({ branch: "b1", cursor: 10 }),
      remember: () => undefined,
    });
    await document.load();
    expect(document.opened().bendable).toBe("the trace is still being verified");
    await document.intervene(FORCE);
    expect(document.opened().verification.state).toBe("verified");
    expect(document.branch).toBe("b2");
  });

  it("is dirty from an edit until its undo, and again from its redo until it is saved", async () => {
    const { document, edits } = await open();
    document.goTo(10);
    await document.intervene(FORCE);
    expect(document.isDirty).toBe(true);
    edits[0]?.undo();
    expect([document.isDirty, document.branch, document.cursor]).toEqual([false, "b1", 10]);
    edits[0]?.redo();
    expect([document.isDirty, document.branch, document.cursor]).toEqual([true, "b2", 11]);
    await save(document);
    expect(document.isDirty).toBe(false);
    edits[0]?.undo();
    expect(document.isDirty).toBe(true);
  });

  it("refuses to undo out of turn", async () => {
    const { document, edits } = await open();
    document.goTo(10);
    await document.intervene(FORCE);
    await document.intervene({ type: "crash", node: "n1" });
    expect(() => edits[0]?.undo()).toThrow("there is a later edit");
    edits[1]?.undo();
    edits[0]?.undo();
    expect(document.isDirty).toBe(false);
  });

  it("tells the reason of a refusal and changes nothing", async () => {
    const { document, edits } = await open();
    document.goTo(10);
    const before = document.opened().trace.branches;
    await expect(document.intervene({ type: "heal" })).rejects.toThrow("no link is cut");
    expect([document.opened().trace.branches, edits, document.cursor]).toEqual([before, [], 10]);
  });

  it("saves what it recorded as it was, and the new branch behind it", async () => {
    const before = lines();
    const { document } = await open();
    document.goTo(10);
    await document.intervene(FORCE);
    await save(document);
    expect(lines().slice(0, before.length)).toEqual(before);
    const again = await open();
    expect(again.document.opened().verification.state).toBe("verified");
    expect(again.document.opened().trace.branches.map(({ id }) => id)).toEqual(["b1", "b2"]);
  });

  it("saves an edit that was made while it was being saved only with the next save", async () => {
    const { document } = await open();
    document.goTo(10);
    await document.intervene(FORCE);
    const content = await document.content();
    await document.intervene({ type: "crash", node: "n1" });
    await document.file.write(content.bytes);
    document.saved(content);
    expect(document.isDirty).toBe(true);
    await save(document);
    const again = await open();
    expect(again.document.opened().trace.length("b2")).toBe(12);
  });

  it("reverts to what was saved by undoing and redoing, so that what was saved can be undone", async () => {
    const { document, edits } = await open();
    document.goTo(10);
    await document.intervene(FORCE);
    await save(document);
    await document.intervene({ type: "crash", node: "n1" });
    await document.revert();
    expect([document.isDirty, document.opened().trace.length("b2")]).toEqual([false, 11]);
    edits[0]?.undo();
    await document.revert();
    expect([document.isDirty, document.opened().trace.branches.length]).toEqual([false, 2]);
  });

  it("refuses edits of an earlier reading", async () => {
    const { document, edits } = await open();
    document.goTo(10);
    await document.intervene(FORCE);
    await document.load();
    expect(() => edits[0]?.undo()).toThrow("was read again after this edit");
  });
});

describe("a file that changes on the disk", () => {
  const hi = (document: TraceDocument) =>
    document.opened().trace.beats.filter(({ title }) => title === "Hi");
  const beat = `${JSON.stringify({ kind: "beat", branch: "b1", after: 1, title: "Hi" })}\n`;

  it("is read again while there are no edits, at the same place", async () => {
    const { document } = await open();
    document.goTo(7);
    fs.appendFileSync(file, beat);
    await document.noticeDisk();
    expect(hi(document)).toHaveLength(1);
    expect(document.cursor).toBe(7);
  });

  it("is told once while there are edits, which stay", async () => {
    const { document, conflicts } = await open();
    document.goTo(10);
    await document.intervene(FORCE);
    fs.appendFileSync(file, beat);
    await document.noticeDisk();
    fs.appendFileSync(file, beat);
    await document.noticeDisk();
    expect([conflicts(), document.isDirty, document.branch]).toEqual([1, true, "b2"]);
    expect(await document.file.findChange()).toBe("changed");
    await document.revert();
    await document.settled();
    expect([document.isDirty, hi(document).length]).toEqual([false, 2]);
  });

  it("does nothing for its own saving, and keeps what is shown of a file that is gone", async () => {
    const { document, conflicts } = await open();
    document.goTo(10);
    await document.intervene(FORCE);
    await save(document);
    const { run } = document;
    await document.noticeDisk();
    fs.rmSync(file);
    await document.noticeDisk();
    expect([document.run === run, conflicts()]).toEqual([true, 0]);
  });
});

describe("a backup", () => {
  it("brings edits, position and undo back", async () => {
    const first = await open();
    first.document.goTo(10);
    await first.document.intervene(FORCE);
    await first.document.renameBranch("b2", "Two leaders?");
    first.document.move(5);
    const backup = kept(first.document);
    expect(backup).not.toHaveProperty("text");
    const again = await open({ backup });
    expect(again.document.position).toEqual({ branch: "b2", cursor: 16 });
    expect(again.document.backup()).toEqual(first.document.backup());
    expect(again.edits.map(({ label }) => label)).toEqual([
      "Force Dan's election timer",
      "Name branch b2 Two leaders?",
    ]);
    again.edits[1]?.undo();
    again.edits[0]?.undo();
    expect(again.document.isDirty).toBe(false);
  });

  it("has only what was done since the last save", async () => {
    const first = await open();
    first.document.goTo(10);
    await first.document.intervene(FORCE);
    await save(first.document);
    await first.document.intervene({ type: "crash", node: "n1" });
    const backup = kept(first.document);
    expect(backup.edits).toHaveLength(1);
    const again = await open({ backup });
    expect([again.lost, again.document.opened().trace.length("b2")]).toEqual([[], 12]);
  });

  it("has the trace as well when something that was saved is undone", async () => {
    const original = fs.readFileSync(file);
    const first = await open();
    first.document.goTo(10);
    await first.document.intervene(FORCE);
    await save(first.document);
    first.edits[0]?.undo();
    const { text, ...backup } = kept(first.document);
    expect(text).toBe(original.toString());
    const base = { bytes: new TextEncoder().encode(text), fileSha256: backup.sha256 };
    const again = await open({ backup, base });
    expect(again.document.opened().trace.branches).toHaveLength(1);
    expect(await again.document.file.findChange()).toBe("same");
    await save(again.document);
    expect(fs.readFileSync(file)).toEqual(original);
  });

  it("tells what does not apply to a changed file, and keeps it", async () => {
    const first = await open();
    first.document.goTo(10);
    await first.document.intervene(FORCE);
    await first.document.renameBranch("b2", "Mine");
    const backup = kept(first.document);
    const other = await open();
    other.document.goTo(20);
    await other.document.intervene({ type: "crash", node: "n1" });
    await save(other.document);
    const again = await open({ backup });
    expect(again.lost.map(({ reason }) => reason)).toEqual([
      "there is another branch b2",
      "its branch b2 could not be opened again",
    ]);
    expect(again.edits).toEqual([]);
    expect(again.document.opened().trace.newNames.size).toBe(0);
    expect(again.document.backup().edits).toHaveLength(2);
    await again.document.revert();
    expect(again.document.backup().edits).toEqual([]);
  });

  it("stays whole when the file cannot be read any more", async () => {
    const first = await open();
    first.document.goTo(10);
    await first.document.intervene(FORCE);
    const backup = kept(first.document);
    fs.writeFileSync(file, "no trace\n");
    const again = await open({ backup });
    expect(again.lost.map(({ reason }) => reason)).toEqual(["the file cannot be read"]);
    expect([again.document.isDirty, again.document.backup().edits]).toEqual([true, backup.edits]);
    await expect(again.document.content()).rejects.toThrow("the trace is not open");
  });

  it.each([
    ["no JSON", "{", /expected a backup as JSON/],
    ["another version", '{"lockstepBackup":2}', /lockstepBackup/],
    [
      "an edit that is none",
      '{"lockstepBackup":1,"sha256":"","position":{"branch":"b1","cursor":0},"edits":[{"type":"x"}]}',
      /edits\.0\.type/,
    ],
  ])("is refused when it is %s", (_what, text, problem) => {
    const decoded = decodeBackup(new TextEncoder().encode(text));
    expect(decoded.ok ? "" : decoded.problems[0]?.problem).toMatch(problem);
  });
});
