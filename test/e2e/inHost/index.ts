/** What VS Code's extension host loads: list a file of in-host tests here to have it run. */

import "./activation.inHost.js";
import "./comparing.inHost.js";
import "./editing.inHost.js";
import "./editor.inHost.js";
import "./gallery.inHost.js";
import "./saving.inHost.js";
import "./scenarios.inHost.js";
import "./walkthrough.inHost.js";
import { HOST_PREFIX, runRegistered } from "./registry.js";

export function run(): Promise<void> {
  const print = (line: string): void => {
    console.log(line);
  };
  print(HOST_PREFIX + ("importScripts" in globalThis ? "worker" : "node"));
  return runRegistered(print);
}
