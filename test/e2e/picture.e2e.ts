/** The picture by axis, zoom and pointer, in a real VS Code: from one message to the whole run. */

import { beforeEach, expect, test } from "vitest";
import { choose, goTo, standsAt, verified } from "./bending.js";
import * as h from "./harness.js";
import { openTrace, type TraceEditor } from "./traceEditor.js";

const place = await h.startPlace();
let window: h.Workbench;
let editor: TraceEditor;

/** The leader has sent heartbeats, which are on their way. */
const HEARTBEATS = 40;

beforeEach(async () => {
  window = await place.openWindow({ viewport: { width: 1600, height: 1000 } });
  editor = await openTrace(window.page);
  await verified(editor);
  await goTo(editor, HEARTBEATS);
});

test("a key turns the axis of time on and off; the cursor's line stays where it is", async () => {
  const before = await lineTop();
  await window.page.keyboard.press("a");
  await editor.frame.locator(".tick", { hasText: /^300 ms$/ }).waitFor();
  const button = editor.frame.getByRole("button", { name: "Time axis" });
  expect(await button.getAttribute("aria-pressed")).toBe("true");
  await h.waitFor("the line", async () => Math.abs((await lineTop()) - before) < 2);
  await window.page.keyboard.press("ArrowRight");
  await editor.isAt(HEARTBEATS + 1);
  const id = await editor.diagram().getAttribute("aria-activedescendant");
  expect(id).toBe(`event-${HEARTBEATS + 1}`);
  expect(await editor.frame.locator(`#${id ?? ""}`).getAttribute("aria-selected")).toBe("true");
  await button.click();
  await editor.frame.locator(".gutterRow.current .number", { hasText: /^41$/ }).waitFor();
  expect(await editor.frame.locator(".tick").count()).toBe(0);
});

test("the whole run fits by a key; a click goes to what is there, and zooming in comes back", async () => {
  const { page } = window;
  await editor.diagram().focus();
  await page.keyboard.press("w");
  const far = editor.frame.locator(".drawing.far");
  await far.waitFor();
  const diagram = await boxOf(".diagram");
  const sheet = await h.waitFor("a sheet that fits", async () => {
    const box = await boxOf(".sheet");
    return box.y + box.height <= diagram.y + diagram.height + 1 && box;
  });
  const y = sheet.y + sheet.height * 0.6;
  await page.mouse.click(sheet.x + 300, y);
  const clicked = await h.waitFor("another event", async () => {
    const at = await editor.at();
    return at !== HEARTBEATS && at;
  });
  await editor.isAt(clicked);
  expect(Math.abs((await lineTop()) - y)).toBeLessThan(20);
  expect(await editor.diagram().getAttribute("aria-activedescendant")).toBe(`event-${clicked}`);
  await page.keyboard.press("0");
  await far.waitFor({ state: "detached" });
  await editor.frame.locator(`.gutterRow.current[data-row="${clicked}"]`).waitFor();
});

test("Ctrl and the wheel zoom around the pointer", async () => {
  const { page } = window;
  const arrow = editor.frame.locator(".mark[data-row='35']").first();
  const percent = async () => {
    return Number.parseInt((await editor.frame.locator(".perCent").textContent()) ?? "", 10);
  };
  const start = await percent();
  const before = await arrow.boundingBox();
  expect(before).not.toBeNull();
  const [x, y] = [(before?.x ?? 0) + 5, (before?.y ?? 0) + 5];
  await page.mouse.move(x, y);
  await page.keyboard.down("Control");
  for (let n = 0; n < 3; n++) await page.mouse.wheel(0, -60);
  await page.keyboard.up("Control");
  await h.waitFor("a larger zoom", async () => (await percent()) > 1.6 * start);
  const after = await arrow.boundingBox();
  expect(Math.abs((after?.y ?? 0) + (after?.height ?? 0) / 2 - y)).toBeLessThan(16);
  expect(Math.abs((after?.x ?? 0) + (after?.width ?? 0) / 2 - x)).toBeLessThan(16);
});

test("a message fills the view by its menu", async () => {
  const arrow = editor.frame.locator('.arrow[data-row="37"]').first();
  await arrow.locator(".arrowLine").dispatchEvent("contextmenu", { clientX: 300, clientY: 300 });
  await choose(window.page, "Zoom to Message");
  const diagram = await boxOf(".diagram");
  await h.waitFor("a message that fills the view", async () => {
    const box = await arrow.boundingBox();
    return box !== null && Math.max(box.width / diagram.width, box.height / diagram.height) > 0.5;
  });
});

test("a press in the strip of the whole run shows what is there, and moves no cursor", async () => {
  const strip = await boxOf(".minimap");
  const first = () => editor.frame.locator(".gutterRow").first().getAttribute("data-row");
  await editor.frame.locator(".minimap .life").first().waitFor({ state: "attached" });
  await window.page.mouse.click(strip.x + strip.width / 2, strip.y + 3);
  await editor.frame.locator('.gutterRow[data-row="1"] .number').waitFor();
  expect(await first()).toBe("1");
  expect(await editor.at()).toBe(HEARTBEATS);
});

test("a timer's bar tells its story, and its menu forces it where it was clicked", async () => {
  const { page } = window;
  const bars = editor.frame.locator('.timer[data-node="n2"][data-timer="election"]');
  const diagram = await boxOf(".diagram");
  const middle = await h.waitFor("a bar in sight", async () => {
    for (const bar of await bars.all()) {
      const { x, y, width, height } = (await bar.boundingBox()) ?? diagram;
      const [centre, top] = [y + height / 2, diagram.y + 80];
      if (centre > top && centre < diagram.y + diagram.height) {
        return { x: x + width / 2, y: centre };
      }
    }
    return undefined;
  });
  await page.mouse.move(middle.x, middle.y);
  await editor.frame.locator(".tip", { hasText: /^election timer: set at \d+ ms, / }).waitFor();
  const row = await rowAt(middle.y);
  await page.mouse.click(middle.x, middle.y, { button: "right" });
  await choose(page, "Force Timer…");
  await editor.frame.locator(".branch", { hasText: "b2" }).waitFor();
  await standsAt(editor, "b2", await editor.at());
  expect(await editor.sentence()).toMatch(/Ben's election timer/);
  expect([row, row + 1]).toContain(await editor.at());
});

async function boxOf(selector: string) {
  const box = await editor.frame.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`${selector} is not to be seen`);
  return box;
}

/** Where the cursor's line stands on the screen. */
async function lineTop(): Promise<number> {
  return (await boxOf(".cursorLine")).y;
}

/** The event whose row is at that height of the screen. */
async function rowAt(y: number): Promise<number> {
  for (const row of await editor.frame.locator(".gutterRow").all()) {
    const box = await row.boundingBox();
    if (box !== null && box.y <= y && y < box.y + box.height) {
      return Number(await row.getAttribute("data-row"));
    }
  }
  throw new Error(`there is no row at ${y}`);
}
