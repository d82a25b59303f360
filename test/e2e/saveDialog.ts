/** VS Code's own dialog for the path of a file, as a browser shows it. */

import type { Page } from "playwright-core";
import { waitFor } from "./waiting.js";

/** Types the path and confirms it. */
export async function fillSaveDialog(page: Page, target: string, title = "Save As"): Promise<void> {
  const box = page.locator(".quick-input-widget:visible");
  await box.locator(".quick-input-title", { hasText: title }).waitFor();
  const input = box.locator("input[type=text]");
  // The dialog reads the folder first and then writes its own suggestion over whatever was typed;
  // confirmed before that, it would save under the suggested name.
  await waitFor("the dialog's suggestion", async () => !(await input.inputValue()).endsWith("/"));
  await input.fill(target);
  await input.press("Enter");
  await box.waitFor({ state: "hidden" });
}
