/** The same storm at another stage, beside the run that it was made for. */

import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  activeUri,
  copyOfExample,
  closeAll,
  open,
  run,
  until,
  verified,
  workbench,
} from "./kit.js";
import { test } from "./registry.js";

const OTHER = "compared-stage-without-durable-vote";

test("a run is compared with another stage, which opens beside it", async () => {
  await open(await copyOfExample("compared"));
  await verified();
  await run("compareWithStage", "without-durable-vote");
  await until("the other run", () => activeUri()?.includes(OTHER) === true);
  const other = await verified();
  assert.equal(vscode.window.tabGroups.all.length, 2);
  assert.match(other.uri, /^untitled:/);
  assert.equal(other.verification.state, "verified");
  assert.equal(other.length, 59);
  await workbench("workbench.action.revertAndCloseActiveEditor");
  await closeAll();
});
