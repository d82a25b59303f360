/** The walkthrough's buttons work while the walkthrough itself has the keyboard. */

import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { VIEW_TYPE, activeViewType, closeAll, run, until, verified, workbench } from "./kit.js";
import { test } from "./registry.js";

test("a command acts on the trace beside the walkthrough", async () => {
  await closeAll();
  const walkthrough = "lockstep.lockstep#lockstep.first";
  await vscode.commands.executeCommand("workbench.action.openWalkthrough", walkthrough, false);
  await until("the walkthrough", () => vscode.window.tabGroups.activeTabGroup.tabs.length === 1);
  await run("openExample", "12-two-candidates.scenario", "14", true);
  await until("two columns", () => vscode.window.tabGroups.all.length === 2);
  await turnTo("Second", VIEW_TYPE);
  const { cursor } = await verified();
  await turnTo("First", undefined);
  await run("step");
  await turnTo("Second", VIEW_TYPE);
  assert.equal((await verified()).cursor, cursor + 1);
  await closeAll();
});

/** The walkthrough takes the keyboard once more when its page has come: then it is asked again. */
async function turnTo(column: "First" | "Second", viewType: string | undefined): Promise<void> {
  await until(`the ${column} column's turn`, async () => {
    await workbench(`workbench.action.focus${column}EditorGroup`);
    return activeViewType() === viewType;
  });
}
