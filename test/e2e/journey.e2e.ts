/** A person changes the past of a recorded run: the whole way, in each host of a real VS Code. */

import * as fs from "node:fs";
import { expect, test } from "vitest";
import {
  branches,
  choose,
  fillSet,
  forceButton,
  goTo,
  isDirty,
  standsAt,
  stepUntilRole,
  verified,
  write,
} from "./bending.js";
import * as h from "./harness.js";
import { hosts, hostSettings, runningHost, type Host } from "./hosts.js";
import { EXAMPLE, openTrace, type TraceEditor } from "./traceEditor.js";

const place = await h.startPlace();
const file = place.file(EXAMPLE);
let window: h.Workbench;
let host: Host;

/** The nodes have started; the next event is Cleo's election timeout. */
const BEFORE_THE_ELECTION = 5;

test.each(hosts)(
  "in the %s host: another leader, undone, redone, saved; cut off, outvoted, healed; a broken line",
  async (where) => {
    host = where;
    const viewport = { width: 1600, height: 1000 };
    window = await place.openWindow({ viewport, settings: hostSettings(host) });
    const length = await anotherLeader(await openTrace(window.page));
    const again = await closeAndReopen(length);
    await twoLeaders(again);
    await aBrokenLine(again);
    expect(await runningHost(window.page)).toBe(host);
  },
  240_000,
);

/** Ben's timer fires before Cleo's: he leads, on a branch. Returns its length. */
async function anotherLeader(editor: TraceEditor): Promise<number> {
  const { page } = window;
  await verified(editor);
  await goTo(editor, BEFORE_THE_ELECTION);
  await shot("1-before");
  await forceButton(editor, "Ben").click();
  await standsAt(editor, "b2", BEFORE_THE_ELECTION + 1);
  expect(await editor.sentence()).toMatch(/^Event 6\b.*Ben/);
  await isDirty(page, true);
  await stepUntilRole(editor, page, "Ben", "leader");
  expect(await editor.cell("role", "Cleo")).toBe("follower");
  await shot("2-another-leader");
  const length = await editor.at();

  await page.keyboard.press("Control+Z");
  await standsAt(editor, "b1", BEFORE_THE_ELECTION);
  expect(await branches(editor)).toEqual(["b1"]);
  await isDirty(page, false);
  await page.keyboard.press("Control+Y");
  await standsAt(editor, "b2", BEFORE_THE_ELECTION + 1);
  await isDirty(page, true);
  await stepUntilRole(editor, page, "Ben", "leader");
  expect(await editor.at()).toBe(length);

  await page.keyboard.press("Control+S");
  await isDirty(page, false);
  expect(fs.readFileSync(file, "utf8")).toMatch(/"kind":"branch","id":"b2"/);
  return length;
}

async function closeAndReopen(length: number): Promise<TraceEditor> {
  await h.runCommand(window.page, "View: Close Editor");
  await h.waitFor("the editor to close", async () => {
    return (await window.page.locator(".tabs-container .tab").count()) === 0;
  });
  const editor = await openTrace(window.page);
  await standsAt(editor, "b2", length);
  expect(await branches(editor)).toEqual(["b1", "b2"]);
  await verified(editor);
  await shot("3-reopened");
  return editor;
}

/** Ben is cut off and written to; Ana leads and is written to; all is healed and Ben gives way. */
async function twoLeaders(editor: TraceEditor): Promise<void> {
  const { page } = window;
  const ben = editor.frame.locator(".headCell", { hasText: "Ben" });
  await ben.click({ button: "right" });
  await choose(page, "Isolate Node");
  await h.waitFor("Ben cut off", async () => (await cutLinks(editor)).includes("Ben"));
  await editor.frame.getByRole("button", { name: "What can be done with Ben" }).click();
  await choose(page, "Send Command…");
  await fillSet(page, "colour", "red");
  await h.waitFor("the write at Ben", async () =>
    (await editor.cell("log", "Ben")).includes("colour"),
  );

  await forceButton(editor, "Ana").click();
  await h.waitFor("Ana's candidacy", async () => {
    return (await editor.cell("role", "Ana")) === "candidate";
  });
  await stepUntilRole(editor, page, "Ana", "leader");
  expect(await editor.cell("role", "Ben")).toBe("leader");
  await editor.diagram().focus();
  await write(page, "Ana", "colour", "green");
  await h.waitFor("the write at Ana", async () =>
    (await editor.cell("log", "Ana")).includes("green"),
  );
  await shot("4-two-leaders");

  await editor.diagram().focus();
  await page.keyboard.press("Shift+I");
  await h.waitFor("the links healed", async () => (await cutLinks(editor)) === "");
  await stepUntilRole(editor, page, "Ben", "follower");
  expect(await editor.cell("role", "Ana")).toBe("leader");
  await shot("5-healed");
  await page.keyboard.press("Control+S");
  await isDirty(page, false);
}

/** A text editor breaks the last line but one. */
async function aBrokenLine(editor: TraceEditor): Promise<void> {
  const lines = fs.readFileSync(file, "utf8").trimEnd().split("\n");
  const broken = lines.length - 1;
  lines[broken - 1] = (lines[broken - 1] ?? "").slice(0, 40);
  fs.writeFileSync(file, `${lines.join("\n")}\n`);
  const banner = editor.frame.locator(".banner");
  await banner.waitFor();
  expect(await banner.innerText()).toContain(`${EXAMPLE}:${broken}`);
  await goTo(editor, BEFORE_THE_ELECTION);
  expect(await branches(editor)).toEqual(["b1", "b2"]);
  const button = forceButton(editor, "Ben");
  expect(await button.getAttribute("aria-disabled")).toBe("true");
  expect(await button.getAttribute("aria-description")).toMatch(/damaged|could not be read/i);
  await shot("6-broken");
}

async function shot(name: string): Promise<void> {
  await h.screenshot(window.page, `journey-${host}-${name}`);
}

async function cutLinks({ frame }: TraceEditor): Promise<string> {
  return (await frame.locator(".cutLinks").allInnerTexts()).join("");
}
