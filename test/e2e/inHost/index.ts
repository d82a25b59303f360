/** What VS Code's extension host loads: list a file of in-host tests here to have it run. */

import "./activation.inHost.js";
import "./editing.inHost.js";
import "./editor.inHost.js";
import "./saving.inHost.js";
import { runRegistered } from "./registry.js";

export function run(): Promise<void> {
  return runRegistered((line) => {
    console.log(line);
  });
}
