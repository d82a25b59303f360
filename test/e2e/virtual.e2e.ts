/**
 * A folder that is on no disk: in VS Code for the web, where nothing else is, and in a served one,
 * where the extension has Node, which is no use there.
 */

import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { choose, forceButton, goTo, isDirty, standsAt, verified } from "./bending.js";
import * as h from "./harness.js";
import { runningHost, type Host } from "./hosts.js";
import { MEMORY_FOLDER, memoryFolderExtension } from "./memoryFolder.js";
import { pick } from "./quickInput.js";
import { fillSaveDialog } from "./saveDialog.js";
import { cutFromServer } from "./serverless.js";
import { EXAMPLE, openTrace, traceEditor, type TraceEditor } from "./traceEditor.js";

const SCENARIO = "raft-first-election.scenario";
const LOG = "app.ndjson";

const extensions = [h.repository, memoryFolderExtension()];
const server = await h.startServer({ installed: extensions });
const desk = fs.mkdtempSync(path.join(os.tmpdir(), "lockstep-desk-"));

afterAll(async () => {
  await h.closeBrowser();
  await server.stop();
  for (const folder of [desk, extensions[1] ?? ""]) fs.rmSync(folder, { recursive: true });
});

test.each([
  ["VS Code for the web", "worker"],
  ["a served VS Code", "node"],
] as const)("in %s a folder on no disk has everything", { timeout: 240_000 }, async (_, host) => {
  const context = await (await h.browser()).newContext({ viewport: { width: 1600, height: 1000 } });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  if (host === "worker") await cutFromServer(context, server, extensions);
  const window = await h.openWorkbench({ server, folder: MEMORY_FOLDER, context });
  const { page } = window;
  await upload(page, filesToBring());
  await bendAndSave(page);
  await takeAway(page);
  await runScenario(page, host);
  await findScenarios(page);
  await openLog(page);
  expect(await runningHost(page)).toBe(host);
  expect(h.ourProblems(window)).toEqual([]);
  await context.close();
});

/** A trace, a scenario, and a log with its mapping. */
function filesToBring(): readonly string[] {
  const lines = ["a", "b", "a"].map((who) => JSON.stringify({ who, did: "works" }));
  fs.writeFileSync(path.join(desk, LOG), `${lines.join("\n")}\n`);
  const mapping = path.join(desk, "lockstep.import.json");
  fs.writeFileSync(mapping, JSON.stringify({ node: "who", event: "did" }));
  const shipped = [EXAMPLE, SCENARIO].map((name) => path.join(h.repository, "traces", name));
  return [...shipped, path.join(desk, LOG), mapping];
}

async function upload(page: Page, files: readonly string[]): Promise<void> {
  const explorer = page.locator(".explorer-folders-view");
  await explorer.waitFor();
  await explorer.click({ button: "right", position: { x: 50, y: 300 } });
  const chooser = page.waitForEvent("filechooser");
  await choose(page, "Upload...");
  await (await chooser).setFiles([...files]);
  for (const file of files) await inExplorer(page, path.basename(file)).waitFor();
}

/** What the folder really holds under that name. */
async function held(page: Page, name: string): Promise<string> {
  const saved = page.waitForEvent("download");
  await inExplorer(page, name).click({ button: "right" });
  await choose(page, "Download...");
  return fs.readFileSync(await (await saved).path(), "utf8");
}

function inExplorer(page: Page, name: string) {
  return page.locator(".explorer-folders-view").getByRole("treeitem", { name, exact: true });
}

async function bendAndSave(page: Page): Promise<void> {
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
  expect(await held(page, EXAMPLE)).toMatch(/"kind":"branch","id":"b2"/);
  await h.screenshot(page, "virtual-saved");
}

async function takeAway(page: Page): Promise<void> {
  await h.runCommand(page, "Lockstep: Export Picture…");
  await pick(page, /^SVG/);
  await pick(page, /^The whole branch/);
  await pick(page, /^Print/);
  await fillSaveDialog(page, "/runs/seen.svg", "Export Picture");
  await inExplorer(page, "seen.svg").waitFor();
  expect(await held(page, "seen.svg")).toMatch(/^<svg[^]*<\/svg>\s*$/);
  await h.runCommand(page, "Lockstep: Copy Picture as Text");
  await pick(page, /^The whole branch/);
  await h.waitFor("the transcript", async () => {
    const text = await page.evaluate(() => navigator.clipboard.readText());
    return text.includes("Ben");
  });
}

/** A new run has no file yet, and VS Code asks for one where it has files itself. */
async function runScenario(page: Page, host: Host): Promise<void> {
  await closeEditors(page);
  await h.openFileFromExplorer(page, SCENARIO);
  await page.locator(".codelens-decoration a", { hasText: "Run and Open" }).click();
  const editor = await opened(page);
  await verified(editor);
  await isDirty(page, true);
  await h.screenshot(page, `virtual-${host}-run`);
  await page.keyboard.press("Control+S");
  const file = host === "worker" ? "/runs/mine.trace.jsonl" : path.join(desk, "mine.trace.jsonl");
  await fillSaveDialog(page, file);
  await isDirty(page, false);
  const saved =
    host === "worker" ? await held(page, "mine.trace.jsonl") : fs.readFileSync(file, "utf8");
  expect(saved).toMatch(/^\{"kind":"header"/);
}

/** A file system need not be one that VS Code can search. */
async function findScenarios(page: Page): Promise<void> {
  await h.runCommand(page, "Testing: Focus on Test Explorer View");
  await page
    .locator(".test-explorer .monaco-list-row", { hasText: "The first election" })
    .waitFor();
  await h.runCommand(page, "Test: Run All Tests");
  await page.getByText("1/1", { exact: true }).waitFor();
  await h.screenshot(page, "virtual-testing");
  await h.runCommand(page, "File: Focus on Files Explorer");
}

async function openLog(page: Page): Promise<void> {
  await closeEditors(page);
  await inExplorer(page, LOG).click({ button: "right" });
  await choose(page, "Open as Trace…");
  const editor = await opened(page);
  await editor.diagram().focus();
  await page.keyboard.press("End");
  await editor.isAt(3);
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
