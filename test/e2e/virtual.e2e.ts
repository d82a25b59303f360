/**
 * A folder that is on no disk: in VS Code for the web, where nothing else is, and in a served one,
 * where the extension has Node, which is no use there.
 */

import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { choose } from "./bending.js";
import * as h from "./harness.js";
import { runningHost } from "./hosts.js";
import { MEMORY_FOLDER, memoryFolderExtension } from "./memoryFolder.js";
import * as odd from "./oddFolder.js";
import { cutFromServer } from "./serverless.js";

const memoryFolder = memoryFolderExtension();
const extensions = [h.repository, memoryFolder];
const server = await h.startServer({ installed: extensions });
const desk = fs.mkdtempSync(path.join(os.tmpdir(), "lockstep-desk-"));

afterAll(async () => {
  await h.closeBrowser();
  await server.stop();
  for (const folder of [desk, memoryFolder]) fs.rmSync(folder, { recursive: true });
});

test.each([
  ["VS Code for the web", "worker"],
  ["a served VS Code", "node"],
] as const)("in %s a folder on no disk has everything", { timeout: 240_000 }, async (_, host) => {
  const context = await (await h.browser()).newContext({ viewport: { width: 1600, height: 1000 } });
  onTestFinished(() => context.close());
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  if (host === "worker") await cutFromServer(context, server, extensions);
  const window = await h.openWorkbench({ server, folder: MEMORY_FOLDER, context });
  const { page } = window;
  await upload(page, odd.filesToTry(desk));
  const folder: odd.FolderInTest = {
    path: (name) => `/runs/${name}`,
    held: (name) => download(page, name),
  };
  await odd.bendAndSave(page, folder);
  await h.screenshot(page, `virtual-${host}-saved`);
  await odd.takeAway(page, folder);
  // A run that has no file yet VS Code saves where it has files itself: on its server, if any.
  const runs = host === "worker" ? folder : onDesk;
  await odd.takeExample(page, folder, runs);
  await odd.runScenario(page, runs);
  await odd.findScenario(page);
  await h.runCommand(page, "Test: Run All Tests");
  await odd.scenarioPasses(page);
  await odd.openLog(page);
  expect(await runningHost(page)).toBe(host);
  expect(h.ourProblems(window)).toEqual([]);
});

const onDesk: odd.FolderInTest = {
  path: (name) => path.join(desk, name),
  held: (name) => Promise.resolve(fs.readFileSync(path.join(desk, name), "utf8")),
};

async function upload(page: Page, files: readonly string[]): Promise<void> {
  const explorer = page.locator(".explorer-folders-view");
  await explorer.waitFor();
  await explorer.click({ button: "right", position: { x: 50, y: 300 } });
  const chooser = page.waitForEvent("filechooser");
  await choose(page, "Upload...");
  await (await chooser).setFiles([...files]);
  for (const file of files) await odd.inExplorer(page, path.basename(file)).waitFor();
}

async function download(page: Page, name: string): Promise<string> {
  const coming = page.waitForEvent("download");
  await odd.inExplorer(page, name).click({ button: "right" });
  await choose(page, "Download...");
  return fs.readFileSync(await (await coming).path(), "utf8");
}
