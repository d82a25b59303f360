/** What VS Code asks and says by itself: new runs, questions of commands, conflicts on the disk. */

import * as fs from "node:fs";
import * as path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { branches, goTo, isDirty, standsAt, verified } from "./bending.js";
import * as h from "./harness.js";
import { box, enter, pick, tick } from "./quickInput.js";
import { fillSaveDialog } from "./saveDialog.js";
import { EXAMPLE, openTrace, traceEditor, type TraceEditor } from "./traceEditor.js";

const place = await h.startPlace();
const file = place.file(EXAMPLE);
const recorded = fs.readFileSync(file, "utf8");
let window: h.Workbench;

beforeEach(async () => {
  window = await place.openWindow({ viewport: { width: 1600, height: 1000 } });
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
  const target = place.file("mine.trace.jsonl");
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
  await tick(page, ["Ana", "Ben"]);
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
  const target = place.file("kept-as.trace.jsonl");
  await fillSaveDialog(window.page, target);
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

test("a picture is exported whole, as it is asked for, or not at all", async () => {
  const { page } = window;
  const editor = await openTrace(page);
  await verified(editor);
  await goTo(editor, 30);
  await h.runCommand(page, "Lockstep: Export Picture…");
  await pick(page, /^SVG/);
  await pick(page, /^Up to the cursor/);
  await pick(page, /^Print/);
  const drawing = place.file("seen.svg");
  await fillSaveDialog(page, drawing, "Export Picture");
  await h.waitFor("the drawing", () => fs.existsSync(drawing));
  const svg = await h.waitFor("all of it", () => {
    const text = fs.readFileSync(drawing, "utf8");
    return text.endsWith("</svg>\n") && text;
  });
  const numbers = [...svg.matchAll(/class="number"[^>]*>(\d+)</g)].map(([, at]) => Number(at));
  expect([numbers.length, Math.max(...numbers)]).toEqual([30, 30]);
  expect(svg).toMatch(/@font-face.*data:font\/woff2/s);

  await editor.diagram().focus();
  await page.keyboard.press("e");
  await pick(page, /^Mermaid/);
  await pick(page, /^From a beat to a beat/);
  await pick(page, /^A timer fires/);
  await pick(page, /^The end/);
  const diagram = place.file("part.mmd");
  await fillSaveDialog(page, diagram, "Export Picture");
  await h.waitFor("the diagram", () => fs.existsSync(diagram) && fs.statSync(diagram).size > 0);
  expect(fs.readFileSync(diagram, "utf8")).toMatch(/^sequenceDiagram/m);

  const files = fs.readdirSync(place.folder);
  await h.runCommand(page, "Lockstep: Export Picture…");
  await pick(page, /^Text/);
  await box(page, "Export Picture: What").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  expect(fs.readdirSync(place.folder)).toEqual(files);
});

test("a picture is copied as text", async () => {
  const { page } = window;
  await window.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const editor = await openTrace(page);
  await verified(editor);
  await h.runCommand(page, "Lockstep: Copy Picture as Text");
  await pick(page, /^Some events/);
  await enter(page, "Copy Picture: First Event", "6");
  await enter(page, "Copy Picture: Last Event", "9");
  const text = await h.waitFor("the clipboard", async () => {
    return (await page.evaluate(() => navigator.clipboard.readText())) || undefined;
  });
  expect(text).toContain("Cleo");
  expect(await editor.at()).toBe(0);
});

test("a slow disk and a forged message are asked for; what the engine forbids is told", async () => {
  const { page } = window;
  const editor = await openTrace(page);
  await verified(editor);
  await goTo(editor, 10);
  await h.runCommand(page, "Lockstep: Slow Disk…");
  await pick(page, /^Ben/);
  await enter(page, "Slow Disk", "250");
  await standsAt(editor, "b2", 11);
  await h.runCommand(page, "Lockstep: Forge Message…");
  await pick(page, /^Ana/);
  await pick(page, /^Ana → Cleo/);
  await pick(page, /^RequestVoteReply/);
  await enter(page, "Forge Message (4/4): term", "1");
  await pick(page, /^true/);
  await standsAt(editor, "b2", 12);
  expect(await editor.sentence()).toMatch(/forge/i);
  await h.runCommand(page, "Lockstep: Remove Link…");
  await tick(page, ["Ana → Ben"]);
  await standsAt(editor, "b2", 13);
  await h.runCommand(page, "Lockstep: Add Node…");
  await notification(/nodes are fixed: none can be added/);
  await h.runCommand(page, "Lockstep: Remove Node…");
  await pick(page, /^Eve/);
  await notification(/fixed: none comes or goes/);
  expect(await editor.at()).toBe(13);
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
  const message = box(window.page, title).locator(".quick-input-message", { hasText: problem });
  await message.waitFor();
}

async function saveTo(target: string): Promise<void> {
  await window.page.keyboard.press("Control+s");
  await fillSaveDialog(window.page, target);
  await h.waitFor(`the file ${path.basename(target)}`, () => fs.existsSync(target));
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
