/** A VS Code window in a headless browser, and what a user does in it. */

import * as fs from "node:fs";
import * as path from "node:path";
import {
  chromium,
  type Browser,
  type BrowserContext,
  type ConsoleMessage,
  type Frame,
  type Page,
} from "playwright-core";
import type { Server, Settings } from "./server.js";
import { waitFor } from "./waiting.js";

export const themes = {
  dark: "Default Dark Modern",
  light: "Default Light Modern",
  highContrast: "Default High Contrast",
  highContrastLight: "Default High Contrast Light",
} as const;
export type Theme = (typeof themes)[keyof typeof themes];

/** In pixels of the screen. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
}

export interface WorkbenchOptions {
  readonly server: Server;
  /** The folder that the window opens: of the server, or an address of another file system. */
  readonly folder: string;
  /** An extension folder to load in development mode. */
  readonly extension?: string;
  /** Further entries of VS Code's start payload. */
  readonly payload?: readonly (readonly [string, string])[];
  readonly theme?: Theme;
  /** User settings of this window, on top of the server's. */
  readonly settings?: Settings;
  readonly viewport?: Viewport;
  /** The browser's zoom: 2 has half as many CSS pixels each way. Unless given, 1. */
  readonly zoom?: number;
  /** The window of an earlier visit, to find its stored state again. */
  readonly context?: BrowserContext;
}

export interface Problem {
  readonly kind: "console" | "page" | "csp";
  readonly text: string;
  /** Address of the script or the document it came from. */
  readonly from: string;
}

export interface Workbench {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Console errors, uncaught errors and policy violations so far, from all frames. */
  readonly problems: readonly Problem[];
  close(): Promise<void>;
}

const CHROMIUM = "/usr/bin/chromium";
const LOAD_MS = 60_000;
const shotsFolder = path.join(import.meta.dirname, "shots");

let sharedBrowser: Promise<Browser> | undefined;

/** One browser for all windows of a test file. */
export function browser(): Promise<Browser> {
  sharedBrowser ??= chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  return sharedBrowser;
}

export async function closeBrowser(): Promise<void> {
  await (await sharedBrowser)?.close();
  sharedBrowser = undefined;
}

export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { server, theme, settings = {} } = options;
  server.changeSettings(settings); // without the theme of an earlier window
  const context = options.context ?? (await newContext(options));
  const page = await context.newPage();
  const problems = collectProblems(page);
  const address = workbenchAddress(options);
  await page.goto(address, { waitUntil: "domcontentloaded", timeout: LOAD_MS });
  await workbenchReady(page);
  if (theme !== undefined) {
    // A high-contrast one is not taken up at the start.
    server.changeSettings({ ...settings, "workbench.colorTheme": theme });
    await themeShown(page, theme);
  }
  const close = async (): Promise<void> => {
    await (options.context === undefined ? context.close() : page.close());
  };
  return { page, context, problems, close };
}

async function newContext(options: WorkbenchOptions): Promise<BrowserContext> {
  const { viewport = { width: 1400, height: 900 }, zoom = 1 } = options;
  return (await browser()).newContext({
    viewport: { width: viewport.width / zoom, height: viewport.height / zoom },
    deviceScaleFactor: zoom,
  });
}

/**
 * Reloads the window once VS Code has stored that the active tab is open, which it does in its
 * own time: without the wait the window comes back empty.
 */
export async function reloadWindow(page: Page): Promise<void> {
  const tab = page.locator(".tabs-container .tab.active").first();
  await tabsStored(page, (await tab.getAttribute("data-resource-name")) ?? "");
  page.once("dialog", (dialog) => void dialog.accept()); // there may be later state to store
  await page.reload({ waitUntil: "domcontentloaded" });
  await workbenchReady(page);
}

/** Waits until what VS Code has stored of the open tabs has that text: a name, or `backupId`. */
export async function tabsStored(page: Page, text: string): Promise<void> {
  const what = `the open tabs to be stored with ${text}`;
  await waitFor(what, () => page.evaluate(storedTabsName, text), 90_000);
}

/** Runs in the page: whether VS Code's database of this window's state has that text. */
async function storedTabsName(text: string): Promise<boolean> {
  const request = <T>(start: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      start.onsuccess = () => resolve(start.result);
      start.onerror = () => reject(new Error(start.error?.message));
    });
  for (const { name } of await indexedDB.databases()) {
    if (name?.startsWith("vscode-web-state-db-") !== true) continue;
    const database = await request(indexedDB.open(name));
    const items = database.transaction("ItemTable").objectStore("ItemTable");
    const tabs: unknown = await request(items.get("memento/workbench.parts.editor"));
    database.close();
    if (typeof tabs === "string" && tabs.includes(text)) return true;
  }
  return false;
}

/** Before this moment a file may open as text, since no extension has claimed it yet. */
async function workbenchReady(page: Page): Promise<void> {
  await page.locator(".monaco-workbench").waitFor({ timeout: LOAD_MS });
  await page.waitForFunction(
    () => "driver" in window && performance.getEntriesByName("code/didLoadExtensions").length > 0,
    undefined,
    { timeout: LOAD_MS },
  );
  await page.evaluate(async () => {
    const { driver } = window as unknown as { driver: { whenWorkbenchRestored(): Promise<void> } };
    await driver.whenWorkbenchRestored();
  });
}

/** A file's address as the workbench of `server` knows it. */
export function remoteUri(server: Server, file: string): string {
  return `vscode-remote://${server.host}${path.resolve(file)}`;
}

export function workbenchAddress(options: WorkbenchOptions): string {
  const payload: (readonly [string, string])[] = [["skipWelcome", "true"]];
  if (options.extension !== undefined) {
    payload.push(["extensionDevelopmentPath", remoteUri(options.server, options.extension)]);
  }
  payload.push(...(options.payload ?? []));
  const query = new URLSearchParams({
    folder: /^\w+:/.test(options.folder) ? options.folder : path.resolve(options.folder),
    payload: JSON.stringify(payload),
  });
  return `http://${options.server.host}/?${query.toString()}`;
}

function collectProblems(page: Page): Problem[] {
  const problems: Problem[] = [];
  page.on("console", (message: ConsoleMessage) => {
    if (message.type() === "error") {
      const text = message.text();
      const kind = /Content Security Policy/i.test(text) ? "csp" : "console";
      problems.push({ kind, text, from: message.location().url });
    }
  });
  page.on("pageerror", (error) => {
    problems.push({ kind: "page", text: error.stack ?? error.message, from: page.url() });
  });
  return problems;
}

/** What the workbench itself complains about when it runs from npm, without its cloud. */
const ownNoise = /\/(stable-[0-9a-f]+|_static|update)\/|when fetching the script|vsda/;

/** The problems that the extension and its webviews cause, not the workbench around them. */
export function ourProblems(workbench: Workbench): readonly Problem[] {
  return workbench.problems.filter(
    ({ from, text }) => !ownNoise.test(from) && !ownNoise.test(text),
  );
}

/** Double-clicks a file in the explorer, as a user opens it to stay. */
export async function openFileFromExplorer(page: Page, name: string): Promise<void> {
  const row = page.locator(".explorer-folders-view").getByRole("treeitem", { name, exact: true });
  await row.waitFor();
  await row.dblclick();
  await page.locator(`.tabs-container .tab.active[data-resource-name="${name}"]`).waitFor();
}

/** The webview document that holds `selector`, two frames deep. */
export async function customEditorFrame(
  page: Page,
  selector = "body *",
  timeoutMs = 30_000,
): Promise<Frame> {
  return waitFor(`a webview that holds ${selector}`, () => frameHolding(page, selector), timeoutMs);
}

async function frameHolding(page: Page, selector: string): Promise<Frame | undefined> {
  for (const frame of page.frames()) {
    if (!frame.url().includes("/fake.html")) {
      continue; // the workbench itself, or a webview's outer frame
    }
    const found = await frame
      .locator(selector)
      .count()
      .catch(() => 0); // may go away meanwhile
    if (found > 0) {
      return frame;
    }
  }
  return undefined;
}

const themeClasses: Record<Theme, string> = {
  [themes.dark]: ".vs-dark",
  [themes.light]: ".vs",
  [themes.highContrast]: ".hc-black",
  [themes.highContrastLight]: ".hc-light",
};

/** Waits until the window has taken up the theme. */
async function themeShown(page: Page, theme: Theme): Promise<void> {
  await page.locator(`.monaco-workbench${themeClasses[theme]}`).waitFor();
}

/** A picture of the window in test/e2e/shots (not in Git). */
export async function screenshot(page: Page, name: string): Promise<string> {
  fs.mkdirSync(shotsFolder, { recursive: true });
  const file = path.join(shotsFolder, `${name}.png`);
  await page.screenshot({ path: file });
  return file;
}
