/** The ring beside the diagram, in a real VS Code. */

import { execFileSync } from "node:child_process";
import * as path from "node:path";
import { expect, test } from "vitest";
import { goTo } from "./bending.js";
import * as h from "./harness.js";
import { openTrace, type TraceEditor } from "./traceEditor.js";

const place = await h.startPlace();
const FILE = "ring.trace.jsonl";

/** Two queries are on their way round a ring that has closed behind Ben. */
const QUERIES = 18;
const SENTENCE =
  "Ring after event 18: Ana → Cleo → Dan → Ana; there is no token; Ben is down, left out by Ana," +
  " Cleo and Dan; the query of Cleo is on its way from Ana to Cleo; the query of Dan is on its way" +
  " from Cleo to Dan.";

/** Records a scenario that ships into the window's folder, and opens the trace. */
async function openRing(): Promise<{ window: h.Workbench; editor: TraceEditor }> {
  const cli = path.join(h.repository, "dist", "cli.js");
  const scenario = path.join("traces", "token-ring", "two-queries.scenario");
  const args = [cli, "run", scenario, "-o", place.file(FILE)];
  execFileSync(process.execPath, args, { cwd: h.repository });
  const window = await place.openWindow();
  const editor = await openTrace(window.page, FILE);
  return { window, editor };
}

test("the ring says where the queries are, follows a step, and stays closed", async () => {
  const { window, editor } = await openRing();
  const { page } = window;
  await goTo(editor, QUERIES);
  const words = editor.frame.locator(".ring figcaption");
  const toggle = editor.frame.getByRole("button", { name: "Ring", exact: true });
  await h.waitFor("the sentence", async () => (await words.textContent()) === SENTENCE);
  const queries = editor.frame.locator(".ringDrawing .ringMessage", { hasText: "Query #1" });
  expect(await queries.count()).toBe(2);

  await editor.diagram().focus();
  await page.keyboard.press("ArrowLeft");
  await editor.isAt(QUERIES - 1);
  expect(await words.textContent()).toContain("the query of Cleo is on its way from Ana to Cleo");
  expect(await words.textContent()).not.toBe(SENTENCE);

  await toggle.focus();
  await page.keyboard.press("Enter");
  await words.waitFor({ state: "detached" });
  expect(await toggle.getAttribute("aria-expanded")).toBe("false");
  await page.keyboard.press("ArrowRight");
  await editor.isAt(QUERIES);
  expect(await words.count()).toBe(0);

  // The page is gone while another tab is shown, and made anew after that.
  await openTrace(page);
  await page.locator(`.tabs-container .tab[data-resource-name="${FILE}"]`).click();
  const frame = await h.customEditorFrame(page, ".ringToggle");
  const again = frame.getByRole("button", { name: "Ring", exact: true });
  expect(await again.getAttribute("aria-expanded")).toBe("false");
  await frame.locator("[role=listbox]").focus();
  await page.keyboard.press("Shift+R");
  await frame.locator(".ring figcaption").waitFor();
});

test("every note stands in its place, or at the right edge where that is out of sight", async () => {
  const { window, editor } = await openRing();
  await goTo(editor, QUERIES);
  // Where the notes must stand; in between some may stand here, some there.
  const widths = [
    [700, "edge"],
    [1000, "either"],
    [1500, "either"],
    [2200, "own"],
  ] as const;
  for (const [width, place] of widths) {
    await window.page.setViewportSize({ width, height: 900 });
    await h.waitFor(`notes at ${width}`, async () => {
      const notes = await editor.frame.evaluate(placesOfNotes);
      const isPlaced = notes.every(
        ({ left, own, most }) => Math.abs(left - Math.min(own, most)) < 1.5,
      );
      const isThere = notes.every(({ own, most }) => own < most === (place === "own"));
      return notes.length >= 3 && isPlaced && (isThere || place === "either");
    });
  }
});

/** Runs in the page: where notes stand, would stand without an edge, and may stand at most. */
function placesOfNotes() {
  const pane = document.querySelector(".diagram");
  const edge = (pane?.getBoundingClientRect().left ?? 0) + (pane?.clientWidth ?? 0);
  return [...document.querySelectorAll(".note")].map((note) => {
    const { left, width } = note.getBoundingClientRect();
    const own = note.previousElementSibling?.getBoundingClientRect().right ?? 0;
    return { left, own, most: edge - 4 - width };
  });
}
