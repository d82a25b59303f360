/** Takes the pictures of the documentation from the real thing. */

import * as fs from "node:fs";
import * as path from "node:path";
import { afterAll, test } from "vitest";
import * as h from "./harness.js";
import { choose, forceButton, goTo, standsAt, stepUntilRole, verified, write } from "./bending.js";
import { openTrace } from "./traceEditor.js";

const server = await h.startServer();
const folder = h.temporaryFolder();
const images = path.join(h.repository, "docs", "images");
/** The candidate has got a vote, others are on their way. */
const EVENT = 11;
/** The nodes have started; the next event is Cleo's election timeout. */
const BEFORE_THE_ELECTION = 5;

afterAll(async () => {
  await h.closeBrowser();
  await server.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

test.each(["dark", "light"] as const)("the first election, %s", async (name) => {
  const window = await h.openWorkbench({
    server,
    folder,
    extension: h.repository,
    theme: h.themes[name],
    viewport: { width: 1600, height: 1000 },
  });
  const editor = await openTrace(window.page);
  await window.page.keyboard.press("Control+B"); // more room for the editor
  await window.page.locator(".explorer-folders-view").waitFor({ state: "hidden" });
  await editor.frame.locator(".scrubber").fill(String(EVENT));
  await editor.isAt(EVENT);
  await editor.diagram().focus();
  await window.page.mouse.move(800, 12);
  await window.page.evaluate(() => document.fonts.ready);
  await h.waitFor(
    "the labels",
    async () => (await editor.frame.locator(".arrowLabel").count()) > 4,
  );
  fs.mkdirSync(images, { recursive: true });
  await window.page.screenshot({ path: path.join(images, `first-election-${name}.png`) });
  await window.close();
});

test("another leader, and two of them", async () => {
  const viewport = { width: 1600, height: 1000 };
  const theme = h.themes.dark;
  const window = await h.openWorkbench({
    ...{ server, folder, extension: h.repository, theme, viewport },
  });
  const { page } = window;
  const editor = await openTrace(page);
  await page.keyboard.press("Control+B"); // more room for the editor
  await page.locator(".explorer-folders-view").waitFor({ state: "hidden" });
  await verified(editor);
  await goTo(editor, BEFORE_THE_ELECTION);
  await forceButton(editor, "Ben").click();
  await standsAt(editor, "b2", BEFORE_THE_ELECTION + 1);
  await stepUntilRole(editor, page, "Ben", "leader");
  await picture(page, "another-leader");
  await editor.frame.locator(".headCell", { hasText: "Ben" }).click({ button: "right" });
  await choose(page, "Isolate Node");
  await editor.frame.locator(".cutLinks").waitFor();
  await forceButton(editor, "Ana").click();
  await stepUntilRole(editor, page, "Ana", "leader");
  await editor.diagram().focus();
  await write(page, "Ana", "colour", "green");
  await h.waitFor("the write", async () => (await editor.cell("log", "Ana")).includes("green"));
  await picture(page, "two-leaders");
  await window.close();
});

async function picture(page: h.Workbench["page"], name: string): Promise<void> {
  await page.mouse.move(800, 12);
  await page.evaluate(() => document.fonts.ready);
  fs.mkdirSync(images, { recursive: true });
  await page.screenshot({ path: path.join(images, `${name}.png`) });
}
