import * as fs from "node:fs";
import type * as vscode from "vscode";
import { beforeEach, describe, expect, it } from "vitest";
import { causalityOf } from "../../src/trace/causality.js";
import { TraceDocument, type MadeEdit } from "../../src/vscode/traceDocument.js";

const bytes = fs.readFileSync("traces/raft-first-election.trace.jsonl");
const NO_URI = JSON.parse("{}") as vscode.Uri;
const FORCE = { type: "timeout", node: "n4", timer: "election" } as const;

let document: TraceDocument;
let edits: MadeEdit[];

beforeEach(async () => {
  const name = "a.trace.jsonl";
  document = new TraceDocument(NO_URI, {
    file: {
      name,
      stat: () => Promise.resolve({ isDirectory: false, bytes: bytes.length, changedMs: 0 }),
      read: () => Promise.resolve(bytes),
      write: () => Promise.reject(new Error("nobody may write here")),
    },
    pause: () => Promise.resolve(),
    recall: () => undefined,
    remember: () => undefined,
  });
  edits = [];
  document.edited.add((edit) => edits.push(edit));
  await document.load();
  await document.settled();
});

function known() {
  return document.opened().causality.of(document.branch);
}

/** What is known is what the path now tells. */
function expectRight(): void {
  const { trace } = document.opened();
  const found = causalityOf(trace, document.branch);
  expect(known().length).toBe(trace.length(document.branch));
  for (let at = 1; at <= found.length; at++) {
    expect(known().causesOf(at)).toEqual(found.causesOf(at));
    expect(known().before(at)).toBe(found.before(at));
  }
}

describe("the causality of the path that is looked at", () => {
  it("is found once for all steps", () => {
    const first = known();
    document.goTo(5);
    document.move(3);
    expect(known()).toBe(first);
  });

  it("is found again when the engine has run on", () => {
    const first = known();
    document.move(Infinity);
    document.move(7);
    expect(known()).not.toBe(first);
    expect(known().length).toBe(first.length + 7);
    expectRight();
  });

  it("is that of the branch that is shown, and of what an undo leaves of it", async () => {
    document.goTo(5);
    await document.intervene(FORCE);
    expect(document.branch).toBe("b2");
    document.move(4);
    expectRight();
    const [edit] = edits;
    edit?.undo();
    expectRight();
    edit?.redo();
    expectRight();
    document.switchBranch("b1");
    expectRight();
  });
});
