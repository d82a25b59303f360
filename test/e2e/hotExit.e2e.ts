/** Unsaved edits outlive VS Code: with the extension as users install it, from its package. */

import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, expect, test } from "vitest";
import { branches, forceButton, goTo, isDirty, standsAt, verified } from "./bending.js";
import * as h from "./harness.js";
import { packExtension } from "./packed.js";
import { EXAMPLE, openTrace, traceEditor } from "./traceEditor.js";

const folder = h.temporaryFolder();
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "lockstep-data-"));
const stops: (() => Promise<void>)[] = [];

/** The nodes have started; the next event is Cleo's election timeout. */
const BEFORE_THE_ELECTION = 5;

afterAll(async () => {
  await h.closeBrowser();
  for (const stop of stops) await stop();
  for (const one of [folder, dataDir]) fs.rmSync(one, { recursive: true, force: true });
});

test("an unsaved branch is back, and still unsaved, after the server was killed", async () => {
  const file = path.join(folder, EXAMPLE);
  const before = fs.readFileSync(file);
  const first = await start({ dataDir, packages: [packExtension()] });
  const window = await h.openWorkbench({ server: first, folder });
  const editor = await openTrace(window.page);
  await verified(editor);
  await goTo(editor, BEFORE_THE_ELECTION);
  await forceButton(editor, "Ben").click();
  await standsAt(editor, "b2", BEFORE_THE_ELECTION + 1);
  await isDirty(window.page, true);
  await h.waitFor("VS Code's backup of the edit", isBackedUp);
  await h.tabsStored(window.page, "backupId");

  await first.stop();
  await start({ dataDir, port: Number(first.host.split(":")[1]) });
  await h.reloadWindow(window.page);
  const frame = await h.customEditorFrame(window.page, "table.state", 60_000);
  const again = traceEditor(frame);
  await standsAt(again, "b2", BEFORE_THE_ELECTION + 1);
  expect(await branches(again)).toEqual(["b1", "b2"]);
  await isDirty(window.page, true);
  expect(fs.readFileSync(file).equals(before)).toBe(true);

  await window.page.keyboard.press("Control+S");
  await isDirty(window.page, false);
  expect(fs.readFileSync(file, "utf8")).toMatch(/"kind":"branch","id":"b2"/);
  await window.close();
}, 240_000);

async function start(options: h.ServerOptions): Promise<h.Server> {
  const server = await h.startServer(options);
  stops.push(() => server.stop());
  return server;
}

/** Our edits as we have written them, and VS Code's own note of where they are. */
function isBackedUp(): boolean {
  const edits = filesIn("workspaceStorage").some((text) => text.includes("lockstepBackup"));
  return edits && filesIn("Backups").some((text) => text.includes(EXAMPLE));
}

/** What the files of a folder of the user's data hold. */
function filesIn(name: string): readonly string[] {
  return fs
    .readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath.includes(`/User/${name}/`))
    .map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name), "utf8"));
}
