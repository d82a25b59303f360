/** All that the editor does with files, tried in a folder that is not an ordinary one. */

import * as fs from "node:fs";
import * as path from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { choose, forceButton, goTo, isDirty, standsAt, verified } from "./bending.js";
import * as h from "./harness.js";
import { pick } from "./quickInput.js";
import { fillSaveDialog, suggestedPath } from "./saveDialog.js";
import { EXAMPLE, openTrace, traceEditor, type TraceEditor } from "./traceEditor.js";

const SCENARIO = "raft-first-election.scenario";
const LOG = "app.ndjson";
const LOGGED = 3;

/** Where files are. */
export interface FolderInTest {
  /** A file's path as a person types it into VS Code's dialog. */
  path(name: string): string;
  /** What the folder really holds under that name. */
  held(name: string): Promise<string>;
}

/** A trace, a scenario and a log with its mapping, written to the disk: their paths. */
export function filesToTry(folder: string): readonly string[] {
  const write = (name: string, text: string): string => {
    fs.writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const lines = ["a", "b", "a"].map((who) => `${JSON.stringify({ who, did: "works" })}\n`);
  const shipped = [EXAMPLE, SCENARIO].map((name) =>
    write(name, fs.readFileSync(path.join(h.repository, "traces", name), "utf8")),
  );
  const mapping = JSON.stringify({ node: "who", event: "did" });
  return [...shipped, write(LOG, lines.join("")), write("lockstep.import.json", mapping)];
}

/** Opens the trace, steps, forces a timer and saves. */
export async function bendAndSave(page: Page, folder: FolderInTest): Promise<TraceEditor> {
  await closeEditors(page);
  const editor = await openTrace(page);
  await verified(editor);
  await goTo(editor, 5);
  await page.keyboard.press("n");
  await editor.isAt(6);
  await page.keyboard.press("p");
  await editor.isAt(5);
  await forceButton(editor, "Ben").click();
  await standsAt(editor, "b2", 6);
  await isDirty(page, true);
  await page.keyboard.press("Control+S");
  await isDirty(page, false);
  expect(await folder.held(EXAMPLE)).toMatch(/"kind":"branch","id":"b2"/);
  return editor;
}

/** Of the trace that is open: a picture beside it, and a transcript in the clipboard. */
export async function takeAway(page: Page, folder: FolderInTest): Promise<void> {
  await h.runCommand(page, "Lockstep: Export Picture…");
  await pick(page, /^SVG/);
  await pick(page, /^The whole branch/);
  await pick(page, /^Print/);
  await fillSaveDialog(page, folder.path("seen.svg"), "Export Picture");
  await inExplorer(page, "seen.svg").waitFor();
  expect(await folder.held("seen.svg")).toMatch(/^<svg[^]*<\/svg>\s*$/);
  await h.runCommand(page, "Lockstep: Copy Picture as Text");
  await pick(page, /^The whole branch/);
  await h.waitFor("the transcript", async () => {
    const text = await page.evaluate(() => navigator.clipboard.readText());
    return text.includes("Ben");
  });
}

/**
 * An example, whose own folder is the extension's: a picture of it goes into the window's, the run
 * where it can be saved.
 */
export async function takeExample(
  page: Page,
  folder: FolderInTest,
  runs: FolderInTest,
): Promise<void> {
  await closeEditors(page);
  await h.runCommand(page, "Lockstep: Open Example");
  await pick(page, /^The first election/);
  await verified(await opened(page));
  await h.runCommand(page, "Lockstep: Export Picture…");
  await pick(page, /^Text/);
  await pick(page, /^The whole branch/);
  expect(await suggestedPath(page, "Export Picture")).toContain(folder.path("raft-first-election"));
  await fillSaveDialog(page, folder.path("example.txt"), "Export Picture");
  await inExplorer(page, "example.txt").waitFor();
  expect(await folder.held("example.txt")).toContain("Cleo");
  await h.runCommand(page, "File: Save As...");
  await fillSaveDialog(page, runs.path("example.trace.jsonl"));
  await page.locator('.tab.active[data-resource-name="example.trace.jsonl"]').waitFor();
  expect(await runs.held("example.trace.jsonl")).toMatch(/^\{"kind":"header"/);
}

/** By its lens, and saves the run. The scenario stays open beside it. */
export async function runScenario(page: Page, folder: FolderInTest): Promise<void> {
  await closeEditors(page);
  await h.openFileFromExplorer(page, SCENARIO);
  await page.locator(".codelens-decoration a", { hasText: "Run and Open" }).click();
  await verified(await opened(page));
  await isDirty(page, true);
  await page.keyboard.press("Control+S");
  await fillSaveDialog(page, folder.path("mine.trace.jsonl"));
  await isDirty(page, false);
  expect(await folder.held("mine.trace.jsonl")).toMatch(/^\{"kind":"header"/);
}

/** The Testing view lists it. */
export async function findScenario(page: Page): Promise<void> {
  await h.runCommand(page, "Testing: Focus on Test Explorer View");
  const row = page.locator(".test-explorer .monaco-list-row", { hasText: "The first election" });
  await row.waitFor();
}

/** As the Testing view tells. */
export async function scenarioPasses(page: Page): Promise<void> {
  await page.getByText("1/1", { exact: true }).waitFor();
}

/** By the mapping that lies beside it. */
export async function openLog(page: Page): Promise<void> {
  await closeEditors(page);
  await h.runCommand(page, "File: Focus on Files Explorer");
  await inExplorer(page, LOG).click({ button: "right" });
  await choose(page, "Open as Trace…");
  const editor = await opened(page);
  await editor.diagram().focus();
  await page.keyboard.press("End");
  await editor.isAt(LOGGED);
}

export function inExplorer(page: Page, name: string) {
  return page.locator(".explorer-folders-view").getByRole("treeitem", { name, exact: true });
}

/** Until no view is left that could be taken for the next one. */
async function closeEditors(page: Page): Promise<void> {
  await h.runCommand(page, "View: Close All Editors");
  await h.waitFor("all views to close", () => {
    return !page.frames().some((frame) => frame.url().includes("/fake.html"));
  });
}

async function opened(page: Page): Promise<TraceEditor> {
  return traceEditor(await h.customEditorFrame(page, "table.state"));
}
