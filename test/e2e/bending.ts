/** What a person does to bend a run, and what is read of its branches. */

import type { Frame, Locator, Page } from "playwright-core";
import { waitFor } from "./harness.js";
import { enter, pick } from "./quickInput.js";
import type { TraceEditor } from "./traceEditor.js";

/** Waits until the engine has made the recorded run again: before that nothing can be bent. */
export async function verified({ frame }: TraceEditor): Promise<void> {
  await frame.locator(".verification.verified").waitFor();
}

/** `b2`: the branch that is shown. */
export async function shownBranch({ frame }: TraceEditor): Promise<string> {
  return frame.locator(".branch[aria-checked=true] .branchId").innerText();
}

export async function branches({ frame }: TraceEditor): Promise<readonly string[]> {
  return frame.locator(".branch .branchId").allInnerTexts();
}

/** Waits for that branch and that cursor. */
export async function standsAt(editor: TraceEditor, branch: string, cursor: number): Promise<void> {
  await waitFor(`branch ${branch}`, async () => (await shownBranch(editor)) === branch);
  await editor.isAt(cursor);
}

/** Goes to an event by the scrubber, and gives the keyboard back to the diagram. */
export async function goTo(editor: TraceEditor, event: number): Promise<void> {
  await editor.frame.locator(".scrubber").fill(String(event));
  await editor.isAt(event);
  await editor.diagram().focus();
}

export function forceButton({ frame }: TraceEditor, node: string, timer = "election"): Locator {
  return frame.getByRole("button", { name: `Force ${node}'s ${timer} timer` });
}

/** Steps until the node has that role; past the recorded end the engine runs on. */
export async function stepUntilRole(
  editor: TraceEditor,
  page: Page,
  node: string,
  role: string,
): Promise<void> {
  for (let steps = 0; (await editor.cell("role", node)) !== role; steps++) {
    if (steps === 200) throw new Error(`${node} did not become ${role} in 200 events`);
    const next = (await editor.at()) + 1;
    await page.keyboard.press("n");
    await editor.isAt(next);
  }
}

export function dirtyTab(page: Page): Locator {
  return page.locator(".tabs-container .tab.active.dirty");
}

/** Waits until the tab says that there are unsaved edits, or none. */
export async function isDirty(page: Page, expected: boolean): Promise<void> {
  const count = expected ? 1 : 0;
  await waitFor(`a ${expected ? "dirty" : "clean"} tab`, async () => {
    return (await dirtyTab(page).count()) === count;
  });
}

/** The lines of VS Code's own menu, once it is open. */
export async function openMenuLines(page: Page): Promise<Locator> {
  const lines = page.locator(".monaco-menu .action-item:not(.disabled) .action-label:visible");
  await lines.first().waitFor();
  return lines;
}

/** Chooses a line of the menu that is open. */
export async function choose(page: Page, line: string): Promise<void> {
  const lines = await openMenuLines(page);
  // VS Code takes a click that comes with the opening for the end of the opening click.
  await waitFor(`the menu to close after "${line}"`, async () => {
    const wanted = lines.filter({ hasText: line });
    if ((await wanted.count()) === 0) return true;
    await wanted
      .first()
      .click({ timeout: 1_000 })
      .catch(() => undefined);
    return (await lines.count()) === 0;
  });
}

/** Has a node write a value: by keyboard, from the diagram. */
export async function write(page: Page, node: string, key: string, value: string): Promise<void> {
  await page.keyboard.press("s");
  await pick(page, new RegExp(`^${node}\\b`));
  await fillSet(page, key, value);
}

/** The form of `set`, wherever it was opened. */
export async function fillSet(page: Page, key: string, value: string): Promise<void> {
  await pick(page, /^set\b/);
  await enter(page, "set: key", key);
  await enter(page, "set: value", value);
}

/** `data-focus` of what has the keyboard. */
export async function focused(frame: Frame): Promise<string> {
  return frame.evaluate(() => {
    const element = document.activeElement;
    return element instanceof HTMLElement ? (element.dataset.focus ?? element.tagName) : "none";
  });
}
