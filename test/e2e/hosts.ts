/** The extension hosts that the extension runs in. */

import * as path from "node:path";
import { repository } from "./folders.js";
import type { Settings } from "./server.js";

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
