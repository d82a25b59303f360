/** Takes the pictures of the documentation from the real thing. */

import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { afterAll, test } from "vitest";
import * as h from "./harness.js";
import { choose, forceButton, goTo, standsAt, stepUntilRole, verified, write } from "./bending.js";
import { EXAMPLE, openTrace, type TraceEditor } from "./traceEditor.js";

const server = await h.startServer();
const folder = h.temporaryFolder();
const images = path.join(h.repository, "docs", "images");
const walkthrough = path.join(h.repository, "media", "walkthrough");
/** The candidate has got a vote, others are on their way. */
const EVENT = 11;
/** The nodes have started; the next event is Cleo's election timeout. */
const BEFORE_THE_ELECTION = 5;

afterAll(async () => {
  await h.closeBrowser();
  await server.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

test.each(["dark", "light"] as const)("the first election, %s", async (theme) => {
  const { window, editor } = await openExample(theme, { width: 1600, height: 1000 });
  await goTo(editor, EVENT);
  await h.waitFor(
    "the labels",
    async () => (await editor.frame.locator(".arrowLabel").count()) > 4,
  );
  await picture(window.page, images, `first-election-${theme}`);
  await window.close();
});

test("another leader, and two of them", async () => {
  const { window, editor } = await openExample("dark", { width: 1600, height: 1000 });
  const { page } = window;
  await anotherLeader(editor, page);
  await picture(page, images, "another-leader");
  await twoLeaders(editor, page);
  await picture(page, images, "two-leaders");
  await window.close();
});

test.each([
  ["highContrast", "high-contrast-dark"],
  ["highContrastLight", "high-contrast-light"],
] as const)("two leaders, %s", async (theme, name) => {
  const { window, editor } = await openExample(theme, { width: 1600, height: 1000 });
  await anotherLeader(editor, window.page);
  await twoLeaders(editor, window.page);
  await picture(window.page, images, name);
  await window.close();
});

test.each([
  ["zoom-200", { width: 1600, height: 1000 }, 2],
  ["narrow", { width: 700, height: 1000 }, 1],
] as const)("the first election, %s", async (name, viewport, zoom) => {
  const { window, editor } = await openExample("light", viewport, zoom);
  await goTo(editor, EVENT);
  await picture(window.page, images, name);
  await window.close();
});

test.each(["dark", "light"] as const)("the walkthrough, %s", async (theme) => {
  const { window, editor } = await openExample(theme, { width: 1440, height: 860 });
  const { page } = window;
  const take = (name: string) => picture(page, walkthrough, `${name}-${theme}`);
  await goTo(editor, EVENT);
  await take("step");
  await h.runCommand(page, "Lockstep: Open Example");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "✓" }).first().waitFor();
  await h.waitFor("the list", () => page.evaluate(hasFadedIn));
  await take("gallery");
  await page.keyboard.press("Escape");
  await anotherLeader(editor, page);
  await take("force");
  await twoLeaders(editor, page);
  await take("break");
  await window.close();
});

test.each(["dark", "light"] as const)("what an export looks like, %s", async (theme) => {
  const page = await drawn(["export", path.join("traces", EXAMPLE), "--theme", theme], 1100, 860);
  await picture(page, walkthrough, `export-${theme}`);
  await page.close();
});

test("two stages side by side", async () => {
  const scenario = path.join("traces", "raft", "forgotten-vote.scenario");
  const stages = ["--stages", "without-durable-vote,raft", "--format", "svg"];
  const page = await drawn(["compare", scenario, ...stages, "--theme", "light"], 1976, 1096);
  await picture(page, images, "two-stages");
  await page.close();
});

test("scenarios in the editor and in the Testing view", async () => {
  const window = await h.openWorkbench({
    ...{ server, folder, extension: h.repository, theme: h.themes.dark },
    viewport: { width: 1600, height: 1000 },
  });
  const { page } = window;
  await page.locator(".explorer-folders-view").getByText("raft", { exact: true }).click();
  await page.locator(".explorer-folders-view").getByText("forgotten-vote.scenario").dblclick();
  await page.locator(".codelens-decoration", { hasText: "Run and Open" }).waitFor();
  await h.runCommand(page, "Testing: Focus on Test Explorer View");
  await h.runCommand(page, "Test: Run All Tests");
  await page.getByText(/^([1-9]\d+)\/\1$/).waitFor();
  await picture(page, images, "scenarios");
  await window.close();
});

test("a ring with two queries on their way", async () => {
  const made = path.join(folder, "two-queries.trace.jsonl");
  lockstep(["run", path.join("traces", "token-ring", "two-queries.scenario"), "-o", made]);
  const { window, editor } = await openExample("dark", { width: 1600, height: 1000 }, 1, made);
  await goTo(editor, 18);
  await editor.frame.locator(".ring figcaption").waitFor();
  await picture(window.page, images, "ring");
  await window.close();
});

test("what led to an event of another tool's log", async () => {
  const made = path.join(folder, "facebook.trace.jsonl");
  lockstep(["import", path.join("test", "samples", "shiviz", "facebook.log"), "-o", made]);
  const { window, editor } = await openExample("light", { width: 1600, height: 1000 }, 1, made);
  await goTo(editor, 12);
  await window.page.keyboard.press("v");
  await editor.frame.locator(".because").waitFor();
  await picture(window.page, images, "causes");
  await window.close();
});

function lockstep(args: readonly string[]): string {
  const cli = path.join(h.repository, "dist", "cli.js");
  const options = { cwd: h.repository, encoding: "utf8" } as const;
  return execFileSync(process.execPath, [cli, ...args], options);
}

/** A page that shows what the command line draws. */
async function drawn(
  args: readonly string[],
  width: number,
  height: number,
): Promise<h.Workbench["page"]> {
  const svg = lockstep(args);
  const page = await (await h.browser()).newPage({ viewport: { width, height } });
  await page.setContent(`<body style="margin:0">${svg}</body>`);
  return page;
}

interface Example {
  readonly window: h.Workbench;
  readonly editor: TraceEditor;
}

async function openExample(
  theme: keyof typeof h.themes,
  viewport: h.Viewport,
  zoom = 1,
  file = EXAMPLE,
): Promise<Example> {
  const window = await h.openWorkbench({
    ...{ server, folder, extension: h.repository, theme: h.themes[theme], viewport, zoom },
  });
  const editor = await openTrace(window.page, path.basename(file));
  await window.page.keyboard.press("Control+B"); // more room for the editor
  await window.page.locator(".explorer-folders-view").waitFor({ state: "hidden" });
  if (file === EXAMPLE) await verified(editor);
  return { window, editor };
}

async function anotherLeader(editor: TraceEditor, page: h.Workbench["page"]): Promise<void> {
  await goTo(editor, BEFORE_THE_ELECTION);
  await forceButton(editor, "Ben").click();
  await standsAt(editor, "b2", BEFORE_THE_ELECTION + 1);
  await stepUntilRole(editor, page, "Ben", "leader");
}

/** Ben leads; Ana is elected beside him and is asked to write. */
async function twoLeaders(editor: TraceEditor, page: h.Workbench["page"]): Promise<void> {
  await editor.frame.locator(".headCell", { hasText: "Ben" }).click({ button: "right" });
  await choose(page, "Isolate Node");
  await editor.frame.locator(".cutLinks").waitFor();
  await forceButton(editor, "Ana").click();
  await stepUntilRole(editor, page, "Ana", "leader");
  await editor.diagram().focus();
  await write(page, "Ana", "colour", "green");
  await h.waitFor("the write", async () => (await editor.cell("log", "Ana")).includes("green"));
  const at = String(await editor.at());
  const numbers = editor.frame.locator(".gutter .number");
  await h.waitFor("its row", async () => (await numbers.allTextContents()).includes(at));
}

/** Runs in the page: lists of the workbench fade in. */
function hasFadedIn(): boolean {
  return document.getAnimations().every(({ playState }) => playState !== "running");
}

async function picture(page: h.Workbench["page"], to: string, name: string): Promise<void> {
  await page.mouse.move(page.viewportSize()?.width ?? 800, 12);
  await page.evaluate(() => document.fonts.ready);
  fs.mkdirSync(to, { recursive: true });
  await page.screenshot({ path: path.join(to, `${name}.png`) });
}
