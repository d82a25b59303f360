/**
 * How the editor of a long run feels: frames while it scrolls and zooms, and the time from a key to
 * the painted step. Prints a table; what is fast enough is for the reader to say.
 */

import * as fs from "node:fs";
import type { Frame, Page } from "playwright-core";
import { test } from "vitest";
import { printTable, quantile, type Row } from "../bench/table.js";
import { writeTrace } from "../bench/writeTrace.js";
import * as h from "./harness.js";
import { openTrace } from "./traceEditor.js";

const EVENTS = 100_000;
const NAME = "long.trace.jsonl";
const STEPS = 60;

const place = await h.startPlace();

test("the editor of a long run", async () => {
  writeTrace(EVENTS, (text) => fs.appendFileSync(place.file(NAME), text));
  const { page } = await place.openWindow({ viewport: { width: 1600, height: 1000 } });
  const editor = await openTrace(page, NAME);
  await editor.frame.locator(".drawing .arrow").first().waitFor();
  await editor.frame.locator(".verification:not(.running)").waitFor({ timeout: 300_000 });
  const { frame } = editor;
  const frames = (act: () => Promise<void>) => framesDuring(frame, act);
  printTable(`Between two frames, ${EVENTS.toLocaleString("en")} events`, [
    row("no input", await frames(() => page.waitForTimeout(1_000))),
    row("scrolling by the wheel", await frames(() => wheel(page, frame, 120))),
    row("scrolling by pages", await frames(() => wheel(page, frame, 900))),
    row("zooming out to the whole run", await frames(() => zoom(page, frame, 100))),
    row("zooming back in", await frames(() => zoom(page, frame, -100))),
  ]);
  await page.keyboard.press("0");
  await frame.locator(".scrubber").fill("50000");
  await editor.isAt(50_000);
  await editor.diagram().focus();
  const near = await stepTimes(page, frame);
  await page.keyboard.press("w");
  const far = await stepTimes(page, frame);
  const goal = "p95 50 ms";
  printTable("From a key to the painted step", [
    { ...row("the cursor, at 100 %", near.cursor), goal },
    { ...row("the state table, at 100 %", near.table), goal },
    { ...row("the cursor, at the whole run", far.cursor), goal },
    { ...row("the state table, at the whole run", far.table), goal },
  ]);
});

/** Times between the frames that the page gets while something is done to it. */
async function framesDuring(frame: Frame, act: () => Promise<void>): Promise<readonly number[]> {
  await frame.evaluate(() => {
    const watch = { times: [performance.now()], isOn: true };
    Object.assign(globalThis, { watch });
    const tick = (now: number) => {
      watch.times.push(now);
      if (watch.isOn) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await act();
  const times = await frame.evaluate(() => {
    const { watch } = globalThis as unknown as { watch: { times: number[]; isOn: boolean } };
    watch.isOn = false;
    return watch.times;
  });
  return times.slice(2).map((time, i) => time - (times[i + 1] ?? 0));
}

async function wheel(page: Page, frame: Frame, pixels: number): Promise<void> {
  await overDiagram(page, frame);
  for (let n = 0; n < STEPS; n++) await page.mouse.wheel(0, pixels);
}

async function zoom(page: Page, frame: Frame, pixels: number): Promise<void> {
  await overDiagram(page, frame);
  await page.keyboard.down("Control");
  for (let n = 0; n < STEPS; n++) await page.mouse.wheel(0, pixels);
  await page.keyboard.up("Control");
}

async function overDiagram(page: Page, frame: Frame): Promise<void> {
  const box = await frame.locator(".diagram").boundingBox();
  if (box === null) throw new Error("the diagram is not to be seen");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
}

/** What is measured of every step, in the page. */
interface StepTimes {
  readonly cursor: number[];
  readonly table: number[];
}

/** From the keydown in the page until the cursor, and what the host says of it, are painted. */
async function stepTimes(page: Page, frame: Frame): Promise<StepTimes> {
  await frame.evaluate(() => {
    const times: StepTimes = { cursor: [], table: [] };
    Object.assign(globalThis, { times });
    let pressed = 0;
    const painted = (list: number[]) =>
      requestAnimationFrame(() => {
        // A task of its own comes after the frame is painted.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => list.push(performance.now() - pressed);
        port2.postMessage(undefined);
      });
    const onKey = ({ timeStamp }: KeyboardEvent) => {
      pressed = timeStamp;
      painted(times.cursor);
    };
    document.addEventListener("keydown", onKey, { capture: true });
    const caption = document.querySelector("table.state caption");
    if (caption === null) throw new Error("there is no state table");
    const observer = new MutationObserver(() => painted(times.table));
    observer.observe(caption, { characterData: true, childList: true, subtree: true });
  });
  for (let n = 0; n < STEPS; n++) {
    await page.keyboard.press("ArrowRight");
    await h.waitFor("the step", async () => (await timesIn(frame)).table.length > n);
  }
  return timesIn(frame);
}

function timesIn(frame: Frame): Promise<StepTimes> {
  return frame.evaluate(() => (globalThis as unknown as { times: StepTimes }).times);
}

function row(what: string, times: readonly number[]): Row {
  const at = (perMille: number) => quantile(times, perMille).toFixed(1).padStart(6);
  const parts = [`median ${at(500)}`, `p95 ${at(950)}`, `worst ${at(1000)} ms`];
  return { what, measured: `${parts.join("  ")}  of ${times.length}` };
}
