/** The extension hosts that the extension runs in. */

import * as path from "node:path";
import type { Page } from "playwright-core";
import { repository } from "./folders.js";
import { runCommand } from "./quickInput.js";
import type { Settings } from "./server.js";
import { waitFor } from "./waiting.js";

export const hosts = ["node", "worker"] as const;
/** `worker`: that of VS Code for the web, without Node. */
export type Host = (typeof hosts)[number];

/** Has VS Code run the extension there; where Node is to be had it would prefer that. */
export function hostSettings(host: Host): Settings {
  return host === "node" ? {} : { "remote.extensionKind": { "lockstep.lockstep": ["web"] } };
}

/** The in-host suite's bundle. */
export function inHostBundle(host: Host): string {
  const name = host === "node" ? "inHost.js" : "inHost.web.js";
  return path.join(repository, "dist", "test", name);
}

/** Where the extension runs in that window, by VS Code's own list, which is left open. */
export async function runningHost(page: Page): Promise<Host> {
  await runCommand(page, "Developer: Show Running Extensions");
  const list = page.locator(".runtime-extensions-editor .monaco-list");
  await list.hover();
  const name = page.locator(".name", { hasText: /^Lockstep$|^lockstep\.lockstep$/ });
  const row = list.locator(".monaco-list-row", { has: name });
  await waitFor("Lockstep among the running extensions", async () => {
    if ((await row.count()) > 0) return true;
    await page.mouse.wheel(0, 300); // the list has no rows but those that are seen
    return false;
  });
  return (await row.innerText()).includes("web worker") ? "worker" : "node";
}
