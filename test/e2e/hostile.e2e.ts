/**
 * Files that are damaged, foreign or mean harm, in a real VS Code: never a blank editor, a crash or
 * a changed file.
 */

import * as fs from "node:fs";
import * as path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { Frame } from "playwright-core";
import * as h from "./harness.js";
import { EXAMPLE, traceEditor } from "./traceEditor.js";

const place = await h.startPlace();
const lines = fs.readFileSync(place.file(EXAMPLE), "utf8").trimEnd().split("\n");
let window: h.Workbench;

/** With few files in it the explorer shows them all. */
beforeEach(() => {
  for (const name of fs.readdirSync(place.folder)) {
    fs.rmSync(place.file(name), { recursive: true });
  }
});

describe("a file that cannot be opened says why in the editor", () => {
  test.each<[name: string, content: string | Uint8Array, says: RegExp]>([
    ["empty", "", /empty file/],
    ["text", "this is no trace\n", /text\.trace\.jsonl:1.*expected.*found/s],
    ["not-utf8", new Uint8Array([0x7b, 0xff, 0xfe, 0x0a]), /not-utf8\.trace\.jsonl:1/],
    ["version", (lines[0] ?? "").replace('"version":1', '"version":99') + "\n", /99/],
    ["binary", new Uint8Array(4096), /binary\.trace\.jsonl:1/],
  ])("%s", async (name, content, says) => {
    const file = write(name, content);
    const frame = await show(path.basename(file), ".page .problems");
    expect(await frame.locator(".page h1").textContent()).toContain("cannot be opened as a trace");
    expect(await frame.locator(".page .problems").textContent()).toMatch(says);
    expect(fs.readFileSync(file)).toEqual(Buffer.from(content));
  });

  test("one line of 200 MB, without stopping the window", async () => {
    const file = place.file("long-line.trace.jsonl");
    const chunk = Buffer.alloc(1024 * 1024, "x");
    const handle = fs.openSync(file, "w");
    for (let n = 0; n < 200; n++) fs.writeSync(handle, chunk);
    fs.closeSync(handle);
    const frame = await show(path.basename(file), ".page .problems", 60_000);
    expect(await frame.locator(".page .problems").textContent()).toMatch(/long-line.*:1/s);
    expect(fs.statSync(file).size).toBe(200 * 1024 * 1024);
    fs.rmSync(file);
  });

  test("and reopens as text", async () => {
    write("text", "this is no trace\n");
    const frame = await show("text.trace.jsonl", ".page .problems");
    await frame.getByRole("button", { name: "Reopen as text" }).click();
    await window.page.locator(".view-lines").getByText("this is no trace").waitFor();
  });

  test("and opens once it has been repaired", async () => {
    const file = write("repaired", "");
    await show(path.basename(file), ".page .problems");
    fs.writeFileSync(file, lines.join("\n") + "\n");
    await h.customEditorFrame(window.page, "table.state");
  });
});

describe("of a damaged file the readable rest opens", () => {
  test.each<[name: string, content: string, line: number]>([
    ["truncated", lines.slice(0, 20).join("\n") + "\n" + (lines[20] ?? "").slice(0, 50), 21],
    ["mangled", [...lines.slice(0, 15), "{]", ...lines.slice(15)].join("\n") + "\n", 16],
  ])("%s", async (name, content, line) => {
    const file = write(name, content);
    const frame = await show(path.basename(file), "table.state");
    const banner = frame.locator(".banner");
    expect(await banner.textContent()).toContain("A part of this file could not be read");
    expect(await banner.textContent()).toContain(`${name}.trace.jsonl:${line}`);
    await window.page.keyboard.press("End");
    await h.waitFor("the last readable event", async () => (await traceEditor(frame).at()) > 5);
    expect(fs.readFileSync(file, "utf8")).toBe(content);
  });
});

describe("labels that mean harm are text", () => {
  const labels: readonly (readonly [name: string, label: string, shown: RegExp])[] = [
    ["script", "<script>document.title='owned'</script><img src=x onerror=alert(1)>", /<script>/],
    ["bidi", "a\u202eb\u2066c\u0000d", /\\u\{202e\}/],
    ["long", "x".repeat(10_000), /x{10,}…/],
  ];

  test.each(labels)("%s", async (name, label, shown) => {
    write(name, withLabel(label));
    const frame = await show(`${name}.trace.jsonl`, "table.state");
    const at = lines.findIndex((line) => line.includes('"effect":"send"'));
    const event = (JSON.parse(lines[at] ?? "") as { at: number }).at;
    await frame.locator(".scrubber").fill(String(event));
    await traceEditor(frame).isAt(event);
    await frame.locator(".drawing .arrowLabel").first().waitFor();
    const texts = await frame.locator(".sentence, .drawing .arrowLabel").allTextContents();
    expect(texts.join("\n")).toMatch(shown);
    expect(texts.join("\n")).not.toMatch(/[\u202e\u2066\u0000]/);
    expect(await frame.locator("#root script, #root img").count()).toBe(0);
    expect(await frame.evaluate(() => document.title)).toBe("Lockstep");
  });
});

/** Opens a window and in it the file; the frame of its editor, once that holds `selector`. */
async function show(name: string, selector: string, timeoutMs?: number): Promise<Frame> {
  window = await place.openWindow();
  await h.openFileFromExplorer(window.page, name);
  return h.customEditorFrame(window.page, selector, timeoutMs);
}

/** Writes a file into the window's folder. */
function write(name: string, content: string | Uint8Array): string {
  const file = place.file(`${name}.trace.jsonl`);
  fs.writeFileSync(file, content);
  return file;
}

/** The example with that label on every message of the first event that sends. */
function withLabel(label: string): string {
  let isDone = false;
  const changed = lines.map((line) => {
    const record = JSON.parse(line) as { effects?: { effect: string; label?: string }[] };
    if (isDone || record.effects?.some(({ effect }) => effect === "send") !== true) return line;
    isDone = true;
    for (const effect of record.effects) if (effect.effect === "send") effect.label = label;
    return JSON.stringify(record);
  });
  return changed.filter((line) => !line.startsWith('{"kind":"hash"')).join("\n") + "\n";
}
