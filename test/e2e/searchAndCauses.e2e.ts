/** Finding events, and what caused them, by keyboard in a real VS Code. */

import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Locator } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { choose, goTo } from "./bending.js";
import * as h from "./harness.js";
import { pick } from "./quickInput.js";
import { fillSaveDialog } from "./saveDialog.js";
import { EXAMPLE, openTrace, traceEditor, type TraceEditor } from "./traceEditor.js";

const CHORD = "chord.log";
const ETCD = "example.ndjson";
const SAMPLES: { readonly [name: string]: string } = { [CHORD]: "shiviz", [ETCD]: "etcd-raft" };
const cli = path.join(h.repository, "dist", "cli.js");

const place = await h.startPlace();
let window: h.Workbench;
let editor: TraceEditor;

beforeEach(async () => {
  for (const [name, folder] of Object.entries(SAMPLES)) {
    fs.copyFileSync(path.join(h.repository, "test", "samples", folder, name), place.file(name));
  }
  window = await place.openWindow({ viewport: { width: 1600, height: 1000 } });
});

test("the find bar finds, goes on and back, and gives the keyboard back to the diagram", async () => {
  const { page } = window;
  editor = await openTrace(page);
  const hits = found(EXAMPLE, "vote");
  expect(hits.length).toBeGreaterThan(3);
  await goTo(editor, 0);
  await page.keyboard.press("Control+f");
  await page.keyboard.type("vote");
  await says(`${hits.length} events`);
  const marked = await editor.frame.locator(".gutterRow.hit").evaluateAll(rowsOf);
  expect(marked).toEqual(hits.filter((at) => at <= Math.max(...marked)));
  const keys = [
    ...(["Enter", "F3", "Enter", "Shift+F3"] as const),
    ...(["Shift+Enter", "Shift+Enter"] as const),
  ];
  let place = -1;
  for (const key of keys) {
    await page.keyboard.press(key);
    place = (place + (key.startsWith("Shift") ? -1 : 1) + hits.length) % hits.length;
    await editor.isAt(hits[place] ?? 0);
    await says(`${place + 1} of ${hits.length}`);
  }
  expect(place).toBe(hits.length - 1); // over the first one to the last
  await page.keyboard.press("Escape");
  await bar().waitFor({ state: "detached" });
  expect(await editor.frame.locator(".gutterRow.hit").count()).toBe(0);
  expect(await diagramHasTheKeyboard()).toBe(true);
  await page.keyboard.press("ArrowLeft");
  await editor.isAt((hits.at(-1) ?? 0) - 1);
});

test("a search that is wrong says what is wrong, and one for nothing that there is nothing", async () => {
  const { page } = window;
  editor = await openTrace(page);
  await editor.diagram().focus();
  await page.keyboard.press("/");
  await page.keyboard.type("fate:lots");
  await says(/^unknown fate "lots"; did you mean lost\?/);
  expect(await input().getAttribute("aria-invalid")).toBe("true");
  await input().selectText();
  await page.keyboard.type("= Zoe.role = leader");
  await says(/Zoe/);
  await input().selectText();
  await page.keyboard.type("nobody says this");
  await says("No events");
  expect(await input().getAttribute("aria-invalid")).toBe("false");
  await page.keyboard.press("Enter");
  expect(await editor.at()).toBe(0);
});

test("V shows what led to an event, comma and point walk along it, and V hides it", async () => {
  const { page } = window;
  editor = await openTrace(page);
  const [receive = 0] = found(EXAMPLE, "event:receive type:RequestVote");
  await goTo(editor, receive);
  await page.keyboard.press("v");
  const because = editor.frame.locator(".because");
  await because.filter({ hasText: `(event ${receive}).` }).waitFor();
  const words = (await because.textContent()) ?? "";
  expect(words).toMatch(/Because .* election timer fires \(event \d+\), .* receives RequestVote/);
  const cause = Number(/fires \(event (\d+)\)/.exec(words)?.[1]);
  const hop = editor.frame.locator(".causes .hop");
  expect(await hop.count()).toBe(1);
  await editor.frame.locator(`.mark.is-past[data-row="${cause}"]`).first().waitFor();
  await editor.frame.locator(`.mark.is-self[data-row="${receive}"]`).first().waitFor();
  await page.keyboard.press(",");
  await editor.isAt(cause);
  await because.filter({ hasText: `No message led to event ${cause}.` }).waitFor();
  await page.keyboard.press(".");
  await pick(page, new RegExp(`^Event ${receive} `)); // it sent a message to everybody
  await editor.isAt(receive);
  await page.keyboard.press("v");
  await because.waitFor({ state: "detached" });
  expect(await editor.frame.locator(".is-past, .is-self, .causes .hop").count()).toBe(0);
});

test("a log's messages without a receive are found, and never called lost", async () => {
  const { page } = window;
  await openLog(ETCD);
  await h.runCommand(page, "Lockstep: Find Lost Messages");
  await says(/^\d+ events$/);
  expect(await input().inputValue()).toBe("fate:dropped,blocked,lost,no-receive");
  for (let n = 0; n < 3; n++) {
    const before = await editor.at();
    await page.keyboard.press("Enter");
    await h.waitFor("the next one", async () => (await editor.at()) > before);
    await says(new RegExp(`^${n + 1} of \\d+$`));
    await editor.isAt(await editor.at());
    const sentence = await editor.sentence();
    expect(sentence).toContain("no receive in this log");
    expect(sentence).not.toMatch(/\blost\b/);
  }
});

test("a log shows causes, and its picture is written with them", async () => {
  const { page } = window;
  await openLog(CHORD);
  await page.keyboard.press("Control+f");
  await page.keyboard.type("joining new node");
  await says(/^\d+ events$/);
  await page.keyboard.press("Enter");
  const joining = await h.waitFor("the event", async () => {
    return (await editor.sentence()).includes("front-end: Joining new node 30") && editor.at();
  });
  await page.keyboard.press("Escape");
  await bar().waitFor({ state: "detached" });
  await page.keyboard.press("v");
  await editor.frame.locator(".because", { hasText: "Because front-end: Initializing" }).waitFor();
  await page.keyboard.press("e");
  const kinds = page.locator(".quick-input-list .monaco-list-row");
  await kinds.filter({ hasText: "Mermaid" }).waitFor();
  expect(await kinds.first().innerText()).toContain("SVG with Causes");
  await pick(page, /^SVG with Causes/);
  await pick(page, /^Up to the cursor/);
  await pick(page, /^Print/);
  const target = place.file("why.svg");
  await fillSaveDialog(page, target, "Export Picture");
  const svg = await h.waitFor("the picture", () => {
    return fs.existsSync(target) && fs.readFileSync(target, "utf8").endsWith("</svg>\n")
      ? fs.readFileSync(target, "utf8")
      : undefined;
  });
  for (const event of [
    "Initializing node 10",
    "Joining new node 30",
    "Registering with front end",
  ]) {
    expect(svg).toContain(`>${event}<`);
  }
  expect(svg).not.toContain("Adding node 30"); // the event after it
  expect(svg).toContain(`>seen from here: event ${joining}<`);
  expect(svg).toContain('class="hop"');
  expect(svg).toContain(">the chain that led to it<");
});

/** The numbers of the events that the command line finds. */
function found(file: string, search: string): readonly number[] {
  const args = [cli, "find", place.file(file), search, "--json"];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as number[];
}

function bar(): Locator {
  return editor.frame.locator(".findBar");
}

function input(): Locator {
  return bar().locator("input");
}

async function says(words: string | RegExp): Promise<void> {
  const pattern = typeof words === "string" ? new RegExp(`^${words}$`) : words;
  await bar().locator(".found", { hasText: pattern }).waitFor();
}

function rowsOf(rows: readonly Element[]): number[] {
  return rows.map((row) => Number(row.getAttribute("data-row")));
}

function diagramHasTheKeyboard(): Promise<boolean> {
  return editor.diagram().evaluate((diagram) => diagram === document.activeElement);
}

/** By the explorer's menu: its format is recognised. */
async function openLog(name: string): Promise<void> {
  const { page } = window;
  const row = page.locator(".explorer-folders-view").getByRole("treeitem", { name, exact: true });
  await row.click({ button: "right" });
  await choose(page, "Open as Trace…");
  editor = traceEditor(await h.customEditorFrame(page, "table.state"));
  await editor.diagram().focus();
}
