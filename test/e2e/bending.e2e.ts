/** Bending a run by hand and by keyboard, in a real VS Code. The whole way is in journey.e2e.ts. */

import * as fs from "node:fs";
import type { Frame } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import {
  branches,
  choose,
  focused,
  forceButton,
  goTo,
  isDirty,
  openMenuLines,
  shownBranch,
  standsAt,
  verified,
} from "./bending.js";
import * as h from "./harness.js";
import { enter, pick } from "./quickInput.js";
import { EXAMPLE, openTrace, traceEditor, type TraceEditor } from "./traceEditor.js";

const place = await h.startPlace();
let window: h.Workbench;
let editor: TraceEditor;

/** The nodes have started; the next event is Cleo's election timeout. */
const BEFORE_THE_ELECTION = 5;
/** Votes are on their way to Cleo, who leads already. */
const VOTES = 13;

beforeEach(async () => {
  window = await place.openWindow();
  editor = await openTrace(window.page);
  await verified(editor);
});

describe("without a mouse", () => {
  test("a key forces a timer, Ctrl+Z takes it back, and the focus stays", async () => {
    const { keyboard } = window.page;
    for (let step = 1; step <= BEFORE_THE_ELECTION; step++) {
      await keyboard.press("ArrowRight");
      await editor.isAt(step);
    }
    await keyboard.press("f");
    await pick(window.page, /^Ben: election/);
    await standsAt(editor, "b2", BEFORE_THE_ELECTION + 1);
    expect(await editor.sentence()).toMatch(/^Event 6\b.*Ben/);
    await isDirty(window.page, true);
    await h.waitFor("the focus", async () => (await focused(editor.frame)) === "diagram");
    await keyboard.press("Control+Z");
    await standsAt(editor, "b1", BEFORE_THE_ELECTION);
    await isDirty(window.page, false);
    expect(await focused(editor.frame)).toBe("diagram");
    await keyboard.press("Control+Shift+Z");
    await standsAt(editor, "b2", BEFORE_THE_ELECTION + 1);
  });

  test("Tab and Enter reach a timer's button; a key means the node that has the focus", async () => {
    const { keyboard } = window.page;
    await goTo(editor, BEFORE_THE_ELECTION);
    await keyboard.press("t");
    await tabTo("force n2 election");
    await keyboard.press("Enter");
    await standsAt(editor, "b2", BEFORE_THE_ELECTION + 1);
    await tabTo("node n4");
    await keyboard.press("c");
    await h.waitFor("Dan's crash", async () => (await editor.cell("role", "Dan")) === "crashed");
    expect(await editor.sentence()).toContain("Dan");
  });

  test("Shift+F10 opens VS Code's own menu on a message, and its line drops it", async () => {
    await goTo(editor, VOTES);
    const rows = editor.frame.locator(".flights tbody tr");
    const before = await rows.count();
    const words = (await rows.first().innerText()).split("\t").slice(0, 2).join(" ");
    await rows
      .first()
      .getByRole("button", { name: /^Receive / })
      .focus();
    await window.page.keyboard.press("Shift+F10");
    await choose(window.page, "Drop Message");
    await standsAt(editor, "b2", VOTES + 1);
    expect(await rows.count()).toBe(before - 1);
    expect(await editor.sentence(), words).toMatch(/drop/i);
  });

  test("Shift+F10 in the diagram is the menu of the event at the cursor", async () => {
    await goTo(editor, VOTES);
    await window.page.keyboard.press("Shift+F10");
    const lines = await openMenuLines(window.page);
    expect(await lines.allInnerTexts()).toContain("Go to Event…");
    await window.page.keyboard.press("Escape");
  });

  test("the arrow keys go along the list of branches", async () => {
    const { keyboard } = window.page;
    await goTo(editor, BEFORE_THE_ELECTION);
    await forceButton(editor, "Ben").click();
    await standsAt(editor, "b2", BEFORE_THE_ELECTION + 1);
    await editor.frame.locator(".branch[aria-checked=true]").focus();
    await keyboard.press("ArrowLeft");
    await standsAt(editor, "b1", BEFORE_THE_ELECTION);
    expect(await focused(editor.frame)).toBe("branch b1");
    await keyboard.press("ArrowRight");
    await h.waitFor("b2", async () => (await shownBranch(editor)) === "b2");
  });
});

describe("the mouse", () => {
  test("a right click on an arrow goes to where it is on its way, and holds it there", async () => {
    await goTo(editor, 40);
    const arrow = editor.frame.locator('.arrow[data-row="12"]').first();
    await arrow.locator(".arrowLine").dispatchEvent("contextmenu", { clientX: 300, clientY: 300 });
    await choose(window.page, "Hold Message");
    await standsAt(editor, "b2", 12);
    await editor.frame.locator(".flights .held").waitFor();
  });

  test("the same choice at the same place walks the branch that it has: no edit", async () => {
    await goTo(editor, BEFORE_THE_ELECTION);
    await forceButton(editor, "Ben").click();
    await standsAt(editor, "b2", BEFORE_THE_ELECTION + 1);
    await window.page.keyboard.press("Control+S");
    await isDirty(window.page, false);
    await editor.frame.locator(".branch", { hasText: "as recorded" }).click();
    await standsAt(editor, "b1", BEFORE_THE_ELECTION);
    await forceButton(editor, "Ben").click();
    await standsAt(editor, "b2", BEFORE_THE_ELECTION + 1);
    await isDirty(window.page, false);
    expect(await branches(editor)).toEqual(["b1", "b2"]);
  });

  test("a parting in the gutter shows the other way", async () => {
    await goTo(editor, BEFORE_THE_ELECTION);
    await forceButton(editor, "Ben").click();
    await standsAt(editor, "b2", BEFORE_THE_ELECTION + 1);
    await editor.frame.locator(".partingName", { hasText: "leaves b1" }).click();
    await standsAt(editor, "b1", BEFORE_THE_ELECTION);
    await editor.frame.locator(".partingName", { hasText: "b2 leaves" }).waitFor();
  });

  test("a branch is renamed and deleted by its menu", async () => {
    await goTo(editor, BEFORE_THE_ELECTION);
    await forceButton(editor, "Ben").click();
    await standsAt(editor, "b2", BEFORE_THE_ELECTION + 1);
    const branch = editor.frame.locator(".branch").nth(1);
    await branch.click({ button: "right" });
    await choose(window.page, "Rename Branch…");
    await enter(window.page, "Rename Branch", "Ben leads");
    await branch.locator(".branchWords", { hasText: "Ben leads" }).waitFor();
    await branch.click({ button: "right" });
    await choose(window.page, "Delete Branch");
    await standsAt(editor, "b1", BEFORE_THE_ELECTION);
    expect(await branches(editor)).toEqual(["b1"]);
  });
});

describe("what is seen", () => {
  test("past the recorded end the engine runs on, which is no edit", async () => {
    await window.page.keyboard.press("End");
    const length = Number(await editor.frame.locator(".scrubber").getAttribute("max"));
    await editor.isAt(length);
    expect(await editor.sentence()).toContain("step to go on");
    await window.page.keyboard.press("ArrowRight");
    await editor.isAt(length + 1);
    await isDirty(window.page, false);
  });

  test("two editors side by side show the same branch", async () => {
    await goTo(editor, BEFORE_THE_ELECTION);
    await h.runCommand(window.page, "View: Split Editor Right");
    const frames = await h.waitFor("two editors", async () => {
      const found = await editorFrames();
      return found.length === 2 && found;
    });
    await forceButton(editor, "Ben").click();
    for (const frame of frames) {
      await standsAt(traceEditor(frame), "b2", BEFORE_THE_ELECTION + 1);
    }
    await window.page.keyboard.press("Control+Z");
    for (const frame of frames) await standsAt(traceEditor(frame), "b1", BEFORE_THE_ELECTION);
  });

  test("a reload of the window keeps branch and cursor", async () => {
    await goTo(editor, BEFORE_THE_ELECTION);
    await forceButton(editor, "Ben").click();
    await standsAt(editor, "b2", BEFORE_THE_ELECTION + 1);
    await window.page.keyboard.press("ArrowRight");
    await editor.isAt(BEFORE_THE_ELECTION + 2);
    await window.page.keyboard.press("Control+S");
    await isDirty(window.page, false);
    await h.reloadWindow(window.page);
    const frame = await h.customEditorFrame(window.page, "table.state", 60_000);
    await standsAt(traceEditor(frame), "b2", BEFORE_THE_ELECTION + 2);
  });

  test("a run of another engine's version says why it cannot be bent", async () => {
    const foreign = place.file("foreign.trace.jsonl");
    const text = fs.readFileSync(place.file(EXAMPLE), "utf8");
    fs.writeFileSync(foreign, text.replace(/"protocol":"[^"]+"/, '"protocol":"unheard-of"'));
    const other = await openTrace(window.page, "foreign.trace.jsonl");
    await other.frame.locator(".verification.recorded-only").waitFor();
    await goTo(other, BEFORE_THE_ELECTION);
    const button = forceButton(other, "Ben");
    expect(await button.getAttribute("aria-disabled")).toBe("true");
    const reason = (await button.getAttribute("aria-description")) ?? "";
    expect(reason).toMatch(/unheard-of/);
    await button.focus();
    await window.page.keyboard.press("Enter");
    const told = other.frame.getByRole("alert");
    await told.waitFor();
    expect((await told.innerText()).toLowerCase()).toContain(reason.toLowerCase());
    expect(await other.at()).toBe(BEFORE_THE_ELECTION);
  });
});

/** Presses Tab until that has the focus. */
async function tabTo(name: string): Promise<void> {
  for (let presses = 0; (await focused(editor.frame)) !== name; presses++) {
    if (presses === 60) throw new Error(`${name} is not reached by Tab`);
    await window.page.keyboard.press("Tab");
  }
}

async function editorFrames(): Promise<readonly Frame[]> {
  const found: Frame[] = [];
  for (const frame of window.page.frames()) {
    const tables = frame.locator("table.state");
    if ((await tables.count().catch(() => 0)) > 0) found.push(frame);
  }
  return found;
}
