/** VS Code's own dialog for the path of a file, as a browser shows it. */

import type { Page } from "playwright-core";
import { box, fillBox } from "./quickInput.js";
import { waitFor } from "./waiting.js";

/**
 * The path that the dialog suggests. It reads the folder first and then writes its suggestion over
 * whatever was typed; confirmed before that, it would save under the suggested name.
 */
export async function suggestedPath(page: Page, title = "Save As"): Promise<string> {
  const input = box(page, title).locator("input[type=text]");
  return waitFor("the dialog's suggestion", async () => {
    const path = await input.inputValue();
    return !path.endsWith("/") && path;
  });
}

/** Types the path and confirms it: again, if the dialog was just reading the path's folder. */
export async function fillSaveDialog(page: Page, target: string, title = "Save As"): Promise<void> {
  const dialog = box(page, title);
  const input = dialog.locator("input[type=text]");
  await suggestedPath(page, title);
  await fillBox(input, target);
  await waitFor(`the dialog to take ${target}`, async () => {
    await input.press("Enter", { timeout: 1000 }).catch(() => undefined);
    const closes = dialog.waitFor({ state: "hidden", timeout: 3000 });
    return closes.then(
      () => true,
      () => false,
    );
  });
}
