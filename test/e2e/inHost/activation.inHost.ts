import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { test } from "./registry.js";

test("the extension is there and activates", async () => {
  const extension = vscode.extensions.getExtension("lockstep.lockstep");
  assert.ok(extension, "not found under its id");
  await extension.activate();
  assert.equal(extension.isActive, true);
});
