/** VS Code's own dialog for the path of a file, as a browser shows it. */

import type { Page } from "playwright-core";
import { box, fillBox } from "./quickInput.js";
import { waitFor } from "./waiting.js";

/** Types the path and confirms it. */
export async function fillSaveDialog(page: Page, target: string, title = "Save As"): Promise<void> {
  const dialog = box(page, title);
  const input = dialog.locator("input[type=text]");
  // The dialog reads the folder first and then writes its own suggestion over whatever was typed;
  // confirmed before that, it would save under the suggested name.
  await waitFor("the dialog's suggestion", async () => !(await input.inputValue()).endsWith("/"));
  await fillBox(input, target);
  await input.press("Enter");
  await dialog.waitFor({ state: "hidden" });
}
