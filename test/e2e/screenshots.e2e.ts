/** Takes the pictures of the documentation from the real thing. */

import * as fs from "node:fs";
import * as path from "node:path";
import { afterAll, test } from "vitest";
import * as h from "./harness.js";
import { openTrace } from "./traceEditor.js";

const server = await h.startServer();
const folder = h.temporaryFolder();
const images = path.join(h.repository, "docs", "images");
/** The candidate has got a vote, others are on their way. */
const EVENT = 11;

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
