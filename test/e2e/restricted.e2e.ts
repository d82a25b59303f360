/**
 * A folder that nobody trusts. The extension is installed: one under development would run there
 * whatever it says of itself.
 */

import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { branches, forceButton, goTo, isDirty, standsAt } from "./bending.js";
import * as h from "./harness.js";
import * as odd from "./oddFolder.js";
import { EXAMPLE, traceEditor, type TraceEditor } from "./traceEditor.js";

const server = await h.startServer({ installed: [h.repository], asksForTrust: true });
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lockstep-untrusted-"));

afterAll(async () => {
  await h.closeBrowser();
  await server.stop();
  fs.rmSync(folder, { recursive: true });
});

const onDisk: odd.FolderInTest = {
  path: (name) => path.join(folder, name),
  held: (name) => Promise.resolve(fs.readFileSync(path.join(folder, name), "utf8")),
};

test("Restricted Mode has everything but the Testing view's button, and trust takes nothing away", async () => {
  odd.filesToTry(folder);
  const context = await (await h.browser()).newContext({ viewport: { width: 1600, height: 1000 } });
  onTestFinished(() => context.close());
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const window = await h.openWorkbench({ server, folder, context });
  const { page } = window;
  await restricted(page).waitFor();
  await odd.runScenario(page, onDisk);
  await odd.findScenario(page);
  await testsAskForTrust(page);
  await odd.openLog(page);
  const editor = await odd.bendAndSave(page, onDisk);
  await odd.takeAway(page, onDisk);
  await leaveUnsaved(editor, page);
  await trust(page);
  await goOn(page);
  expect(h.ourProblems(window)).toEqual([]);
}, 240_000);

const restricted = (page: Page) => page.locator(".statusbar-item", { hasText: "Restricted Mode" });

/** All of them do, by VS Code's own rule, whatever they run; the lens runs the engine unasked. */
async function testsAskForTrust(page: Page): Promise<void> {
  await h.runCommand(page, "Test: Run All Tests");
  const dialog = page.locator(".monaco-dialog-box", { hasText: "Running tests may execute code" });
  await h.screenshot(page, "restricted-tests");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.locator(".tab", { hasText: ".scenario" }).click();
  await page.locator(".codelens-decoration a", { hasText: /^Run$/ }).click();
  await odd.scenarioPasses(page);
  await h.screenshot(page, "restricted-run");
}

async function leaveUnsaved(editor: TraceEditor, page: Page): Promise<void> {
  await goTo(editor, 5);
  await forceButton(editor, "Ana").click();
  await standsAt(editor, "b3", 6);
  await isDirty(page, true);
  await h.screenshot(page, "restricted-unsaved");
}

async function trust(page: Page): Promise<void> {
  await h.runCommand(page, "Workspaces: Manage Workspace Trust");
  const choice = page.locator(".workspace-trust-editor");
  await h.screenshot(page, "restricted-choice");
  await choice.getByRole("button", { name: "Trust", exact: true }).click();
  await restricted(page).waitFor({ state: "detached" });
  await h.runCommand(page, "View: Close Editor");
}

/** The edit is still there: to be undone, made again and saved. */
async function goOn(page: Page): Promise<void> {
  const editor = traceEditor(await h.customEditorFrame(page, "table.state"));
  await standsAt(editor, "b3", 6);
  await isDirty(page, true);
  await editor.diagram().focus();
  await page.keyboard.press("Control+Z");
  await h.waitFor("the undo", async () => (await branches(editor)).length === 2);
  await page.keyboard.press("Control+Y");
  await standsAt(editor, "b3", 6);
  await page.keyboard.press("Control+S");
  await isDirty(page, false);
  expect(await onDisk.held(EXAMPLE)).toMatch(/"kind":"branch","id":"b3"/);
  expect(await branches(editor)).toEqual(["b1", "b2", "b3"]);
}
