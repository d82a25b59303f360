/**
 * VS Code's palette, lists and boxes. They share one widget: while it closes for one of them it may
 * already be asked for by the next, which then goes down with it. So each is found by what it says,
 * and what was not taken is tried again.
 */

import type { Locator, Page } from "playwright-core";
import { waitFor } from "./waiting.js";

/** For one try of what the widget may refuse because it closes. */
const TRY = { timeout: 5_000 } as const;
const ASKING_MS = 45_000;

/** Runs a command by the title that the palette shows. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const input = page.locator(
    '.quick-input-widget input[placeholder^="Type the name of a command"]',
  );
  // Not the longer title of another command, which the list may show until it is narrowed down.
  const name = new RegExp(`^${title.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}(,|$)`);
  const row = page.locator(".quick-input-widget").getByRole("option", { name }).first();
  await waitFor(
    `the palette to take "${title}"`,
    async () => {
      try {
        await page.keyboard.press("F1");
        await input.fill(`>${title}`, TRY);
        await row.click(TRY);
        return true;
      } catch {
        return false; // it was taken down
      }
    },
    ASKING_MS,
  );
  await input.waitFor({ state: "hidden" });
}

/** Chooses a line of the list that VS Code shows, and waits until that list is gone. */
export async function pick(page: Page, line: string | RegExp): Promise<void> {
  const row = page.locator(".quick-input-widget").getByRole("option", { name: line }).first();
  await row.waitFor();
  const asked = await question(page);
  await row.click();
  await waitFor(`the list to close after ${String(line)}`, async () => {
    return (await question(page)) !== asked;
  });
}

/** Ticks lines of the list that VS Code shows, and confirms them. */
export async function tick(page: Page, lines: readonly string[]): Promise<void> {
  const widget = page.locator(".quick-input-widget");
  for (const line of lines) {
    await widget.locator(".quick-input-list .monaco-list-row", { hasText: line }).click();
  }
  await widget.locator("input[type=text]").press("Enter");
}

/** Fills the box that asks for it, and goes on. */
export async function enter(page: Page, title: string, text: string): Promise<void> {
  const input = box(page, title).locator("input[type=text]");
  await fillBox(input, text);
  await input.press("Enter");
}

/** Types the text until it stands: a box that has just opened may put its own back. */
export async function fillBox(input: Locator, text: string): Promise<void> {
  await waitFor(`the box to take "${text}"`, async () => {
    await input.fill(text, TRY).catch(() => undefined);
    return (await input.inputValue(TRY).catch(() => "")) === text;
  });
}

/** The widget, while it asks under that title. */
export function box(page: Page, title: string): Locator {
  const heading = page.locator(".quick-input-title", { hasText: title });
  return page.locator(".quick-input-widget:visible").filter({ has: heading });
}

/** What the widget asks: its title and its lines; empty when it is away. */
async function question(page: Page): Promise<string> {
  const widget = page.locator(".quick-input-widget:visible");
  const words = widget.locator(".quick-input-title, .quick-input-list .monaco-list-row");
  return (await words.allTextContents()).join("\n");
}
