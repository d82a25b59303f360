/** What VS Code asks and says by itself: new runs, questions of commands, conflicts on the disk. */

import * as fs from "node:fs";
import * as path from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { branches, enter, goTo, isDirty, pick, standsAt, verified } from "./bending.js";
import * as h from "./harness.js";
import { EXAMPLE, openTrace, traceEditor, type TraceEditor } from "./traceEditor.js";

const server = await h.startServer();
const folder = h.temporaryFolder();
const file = path.join(folder, EXAMPLE);
const recorded = fs.readFileSync(file, "utf8");
let window: h.Workbench;

beforeEach(async () => {
  fs.writeFileSync(file, recorded);
  const viewport = { width: 1600, height: 1000 };
  window = await h.openWorkbench({ server, folder, extension: h.repository, viewport });
});

afterEach(async () => {
  const problems = h.ourProblems(window);
  await window.close();
  expect(problems).toEqual([]);
});

afterAll(async () => {
  await h.closeBrowser();
  await server.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

test("a new run is asked for step by step, opens unsaved and is saved where one says", async () => {
  const { page } = window;
  await h.runCommand(page, "Lockstep: New Run…");
  await pick(page, /^Raft/);
  await pick(page, /^raft\b/);
  await refuses("New Run (3/6)", "Ana, Ana, Cleo", /no other node's name/);
  await enter(page, "New Run (3/6)", "Michel, Jean-Pierre, Zoé");
  await refuses("New Run (4/6)", "lucky", /Expected a whole number, found lucky/);
  await enter(page, "New Run (4/6)", "7");
  await enter(page, "New Run (5/6)", "5..15, 20");
  await enter(page, "New Run (6/6)", "120");
  const editor = traceEditor(await h.customEditorFrame(page, "table.state"));
  await verified(editor);
  expect(await editor.cell("role", "Zoé")).toBe("not started");
  await isDirty(page, true);
  const target = path.join(folder, "mine.trace.jsonl");
  await saveTo(target);
  const header = JSON.parse(fs.readFileSync(target, "utf8").split("\n")[0] ?? "") as {
    engine: { seed: number; network: { dropPerMille: number } };
    nodes: { name: string }[];
  };
  expect(header.engine.seed).toBe(7);
  expect(header.engine.network.dropPerMille).toBe(20);
  expect(header.nodes.map(({ name }) => name)).toEqual(["Michel", "Jean-Pierre", "Zoé"]);
  await page
    .locator(`.tabs-container .tab.active[data-resource-name="mine.trace.jsonl"]`)
    .waitFor();
  await isDirty(page, false);
});

test("a command from the palette asks for what it was not told, and says why it refuses", async () => {
  const { page } = window;
  const editor = await openTrace(page);
  await verified(editor);
  await goTo(editor, 10);
  await h.runCommand(page, "Lockstep: Force Timer…");
  await pick(page, /^Dan: election/);
  await standsAt(editor, "b2", 11);
  await h.runCommand(page, "Lockstep: Heal All Links");
  await notification(/No link is cut/);
  expect(await branches(editor)).toEqual(["b1", "b2"]);
  await h.runCommand(page, "Lockstep: Partition…");
  for (const name of ["Ana", "Ben"]) {
    await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).click();
  }
  await page.keyboard.press("Enter");
  await standsAt(editor, "b2", 12);
  await h.runCommand(page, "Lockstep: Set Clock Rate…");
  await pick(page, /^Cleo/);
  await enter(page, "Set Clock Rate", "50");
  await standsAt(editor, "b2", 13);
  await h.runCommand(page, "Lockstep: Crash Node During Its Next Step…");
  await pick(page, /^Eve/);
  await enter(page, "Crash Node During Its Next Step", "1");
  await standsAt(editor, "b2", 14);
  await h.runCommand(page, "Lockstep: Run Until…");
  await pick(page, /^Any node changes its role/);
  await h.waitFor("a change of role", async () => (await editor.at()) > 14);
  await h.runCommand(page, "Lockstep: Rename Branch…");
  await enter(page, "Rename Branch", "Two sides");
  await statusBar(/Two sides/);
});

test("saving onto a file that changed meanwhile asks, and each answer does what it says", async () => {
  const { page } = window;
  const editor = await bent();
  const others = recorded.replace("The first election", "Somebody else's");
  fs.writeFileSync(file, others);
  await notification(/has changed on the disk\. The edits made here are kept/);
  await page.keyboard.press("Control+s");
  await answer("Cancel");
  await isDirty(page, true);
  expect(fs.readFileSync(file, "utf8")).toBe(others);
  await page.keyboard.press("Control+s");
  await answer("Save As…");
  const target = path.join(folder, "kept-as.trace.jsonl");
  await fillSaveDialog(target);
  await h.waitFor("the other file", () => fs.existsSync(target));
  expect(fs.readFileSync(target, "utf8")).toMatch(/"id":"b2"/);
  expect(fs.readFileSync(file, "utf8")).toBe(others);
  expect(editor).toBeDefined();
});

test("what changed meanwhile is written over when one says so", async () => {
  const { page } = window;
  await bent();
  fs.writeFileSync(file, recorded.replace("The first election", "Somebody else's"));
  await notification(/has changed on the disk/);
  await page.keyboard.press("Control+s");
  await answer("Overwrite");
  await isDirty(page, false);
  const saved = fs.readFileSync(file, "utf8");
  expect(saved.startsWith(recorded)).toBe(true);
  expect(saved).toMatch(/"id":"b2"/);
});

test("a file that may not be written to keeps the editor dirty and says what to do", async () => {
  const { page } = window;
  await bent();
  fs.chmodSync(file, 0o444);
  try {
    await page.keyboard.press("Control+s");
    await notification(/was not saved: it is read-only.*use Save As…/);
    await isDirty(page, true);
    expect(fs.readFileSync(file, "utf8")).toBe(recorded);
  } finally {
    fs.chmodSync(file, 0o644);
  }
});

test("the verdict is in the status bar", async () => {
  const { page } = window;
  fs.writeFileSync(file, recorded.replace('"seed":36', '"seed":37'));
  await h.openFileFromExplorer(page, EXAMPLE);
  await statusBar(/diverged at event \d+/);
});

async function bent(): Promise<TraceEditor> {
  const editor = await openTrace(window.page);
  await verified(editor);
  await goTo(editor, 10);
  await h.runCommand(window.page, "Lockstep: Isolate Node");
  await pick(window.page, /^Ana/);
  await standsAt(editor, "b2", 11);
  await isDirty(window.page, true);
  await editor.diagram().focus();
  return editor;
}

/** The box says what is wrong with the text and does not go on. */
async function refuses(title: string, text: string, problem: RegExp): Promise<void> {
  await enter(window.page, title, text);
  const box = window.page.locator(".quick-input-widget:visible");
  await box.locator(".quick-input-message", { hasText: problem }).waitFor();
}

async function saveTo(target: string): Promise<void> {
  await window.page.keyboard.press("Control+s");
  await fillSaveDialog(target);
  await h.waitFor(`the file ${path.basename(target)}`, () => fs.existsSync(target));
}

/** VS Code's own dialog for a file's path. */
async function fillSaveDialog(target: string): Promise<void> {
  const box = window.page.locator(".quick-input-widget:visible");
  await box.locator(".quick-input-title", { hasText: "Save As" }).waitFor();
  // The dialog reads folders while one types, and then puts its own text back.
  const input = box.locator("input[type=text]");
  await h.waitFor(`the dialog to take ${target}`, async () => {
    if (await box.isHidden()) return true;
    // It may also close at any time.
    await input.fill(target, { timeout: 1_000 }).catch(() => undefined);
    const text = await input.inputValue({ timeout: 1_000 }).catch(() => "");
    if (text !== target) return box.isHidden();
    await input.press("Enter", { timeout: 1_000 }).catch(() => undefined);
    return box.isHidden();
  });
}

async function answer(button: string): Promise<void> {
  const dialog = window.page.locator(".monaco-dialog-box");
  await dialog.getByRole("button", { name: button, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

/** In VS Code's list of notifications: under the test driver it shows them nowhere else. */
async function notification(text: RegExp): Promise<void> {
  const { page } = window;
  await h.runCommand(page, "Notifications: Show Notifications");
  const list = page.locator(".notifications-center");
  await list.locator(".notification-list-item", { hasText: text }).first().waitFor();
  await h.runCommand(page, "Notifications: Hide Notifications");
  await list.waitFor({ state: "hidden" });
}

async function statusBar(text: RegExp): Promise<void> {
  await window.page.locator(".statusbar-item", { hasText: text }).first().waitFor();
}
