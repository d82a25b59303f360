/** Logs of other tools, opened as a person does. */

import * as fs from "node:fs";
import * as path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { choose, isDirty } from "./bending.js";
import * as h from "./harness.js";
import { enter, pick } from "./quickInput.js";
import { fillSaveDialog } from "./saveDialog.js";
import { traceEditor, type TraceEditor } from "./traceEditor.js";

const place = await h.startPlace();
const samples = path.join(h.repository, "test", "samples");
let window: h.Workbench;

beforeEach(async () => {
  for (const name of ["chord.log", "facebook-multiple.log"]) {
    fs.copyFileSync(path.join(samples, "shiviz", name), place.file(name));
  }
  window = await place.openWindow({ viewport: { width: 1600, height: 1000 } });
});

test("Open With… offers Lockstep for a log, which opens, steps and is saved as a trace", async () => {
  const { page } = window;
  await inExplorer("chord.log").click({ button: "right" });
  await choose(page, "Open With...");
  await pick(page, /^Lockstep/);
  const editor = await opened();
  await editor.diagram().focus();
  await page.keyboard.press("End");
  const last = await h.waitFor("the last event", async () => (await editor.at()) || undefined);
  expect(last).toBeGreaterThan(1000);
  await page.keyboard.press("ArrowLeft");
  await editor.isAt(last - 1);
  await isDirty(page, false);
  await h.runCommand(page, "File: Save As...");
  const target = place.file("chord.trace.jsonl");
  await fillSaveDialog(page, target);
  await h.waitFor("the trace", () => fs.existsSync(target));
  expect(fs.readFileSync(target, "utf8")).toMatch(/^\{"kind":"header","format":"lockstep-trace"/);
});

test("Open as Trace… asks which execution; another one is chosen later", async () => {
  const { page } = window;
  await inExplorer("facebook-multiple.log").click({ button: "right" });
  await choose(page, "Open as Trace…");
  const title = page.locator(".quick-input-title", { hasText: "Choose Execution" });
  await title.waitFor();
  const names = await page.locator(".quick-input-list .monaco-list-row").allInnerTexts();
  expect(names.length).toBeGreaterThan(1);
  await pick(page, (names[1] ?? "").trim());
  const editor = await opened();
  await page.keyboard.press("End");
  await h.waitFor("the end", async () => (await editor.at()) > 0);
  await h.runCommand(page, "Lockstep: Choose Execution…");
  await pick(page, (names[0] ?? "").trim());
  await editor.isAt(0);
});

test("a log of no known form is read by an expression of one's own", async () => {
  const { page } = window;
  const text = 'a | says hello | {"a":1}\nb | hears it | {"a":1,"b":1}\n';
  fs.writeFileSync(place.file("app.txt"), text);
  await inExplorer("app.txt").click({ button: "right" });
  await choose(page, "Open as Trace…");
  await pick(page, /^ShiViz/);
  const own = "(?<host>\\w+) \\| (?<event>.*) \\| (?<clock>{.*})";
  await enter(page, "Open as Trace: The Regular Expression of an Event", own);
  await enter(page, "Open as Trace: The Regular Expression Between", "");
  const editor = await opened();
  await page.keyboard.press("End");
  await editor.isAt(2);
  expect(await editor.sentence()).toContain("hears it");
});

function inExplorer(name: string) {
  return window.page.locator(".explorer-folders-view").getByRole("treeitem", { name, exact: true });
}

async function opened(): Promise<TraceEditor> {
  const editor = traceEditor(await h.customEditorFrame(window.page, "table.state"));
  await editor.diagram().focus();
  return editor;
}
