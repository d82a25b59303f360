/** The trace editor in a real VS Code: mouse, keyboard, table, live region. */

import * as fs from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import * as h from "./harness.js";
import { enter } from "./quickInput.js";
import { EXAMPLE, openTrace, traceEditor } from "./traceEditor.js";

const place = await h.startPlace();
let window: h.Workbench;

beforeEach(async () => {
  window = await place.openWindow();
});

describe("stepping", () => {
  test("twenty steps by keyboard reach a candidate with votes, and as many lead back", async () => {
    const before = fs.readFileSync(place.file(EXAMPLE));
    const editor = await openTrace(window.page);
    await editor.isAt(0);
    const roles: string[] = [];
    const nodes = await editor.frame.locator("table.state thead th .nodeName").allTextContents();
    for (let step = 1; step <= 20; step++) {
      await window.page.keyboard.press("ArrowRight");
      await editor.isAt(step);
      for (const node of nodes) roles.push(`${node} ${await editor.cell("role", node)}`);
    }
    const candidate = roles.find((role) => role.endsWith(" candidate"))?.split(" ")[0] ?? "";
    expect(nodes).toContain(candidate);
    const votes = await editor.cell("votesGranted", candidate);
    expect(nodes.filter((node) => votes.includes(node)).length * 2).toBeGreaterThan(nodes.length);
    expect(await editor.cell("votedFor", candidate)).toContain(candidate);
    for (let step = 19; step >= 0; step--) {
      await window.page.keyboard.press("ArrowLeft");
      await editor.isAt(step);
    }
    expect(fs.readFileSync(place.file(EXAMPLE)).equals(before)).toBe(true);
  });

  test("every step is spoken", async () => {
    const editor = await openTrace(window.page);
    const heard = new Set<string>();
    for (let step = 1; step <= 6; step++) {
      await window.page.keyboard.press("n");
      await editor.isAt(step);
      const sentence = await editor.sentence();
      expect(sentence).toMatch(new RegExp(`^Event ${step}\\b`));
      heard.add(sentence);
    }
    expect(heard.size).toBe(6);
  });

  test("Home, End, Page Up and Page Down do what they say, without losing the focus", async () => {
    const editor = await openTrace(window.page);
    const { keyboard } = window.page;
    await keyboard.press("PageDown");
    await editor.isAt(10);
    await keyboard.press("ArrowDown");
    await editor.isAt(11);
    await keyboard.press("PageUp");
    await editor.isAt(1);
    await keyboard.press("End");
    const length = Number(await editor.frame.locator(".scrubber").getAttribute("max"));
    await editor.isAt(length);
    await keyboard.press("Home");
    await editor.isAt(0);
    expect(await focused(editor.frame)).toBe("diagram");
  });

  test("the palette moves the cursor and asks for an event", async () => {
    const editor = await openTrace(window.page);
    await h.runCommand(window.page, "Lockstep: Step");
    await editor.isAt(1);
    await window.page.keyboard.press("ArrowRight");
    await editor.isAt(2);
    await h.runCommand(window.page, "Lockstep: Go to Event…");
    await enter(window.page, "Go to Event", "9999999");
    await window.page.getByText(/Expected a whole number from 0 to \d+, found 9999999/).waitFor();
    await enter(window.page, "Go to Event", "#14");
    await editor.isAt(14);
    await window.page.getByText(/^Event 14\/\d+ · \d+ ms$/).waitFor();
  });

  test("keys of other parts of VS Code are not taken away", async () => {
    const editor = await openTrace(window.page);
    await window.page.keyboard.press("ArrowRight");
    await editor.isAt(1);
    await window.page.keyboard.press("Control+Shift+E");
    await window.page.locator(".explorer-folders-view .monaco-list:focus").waitFor();
    for (const key of ["ArrowDown", "End", "ArrowUp", "PageUp"]) {
      await window.page.keyboard.press(key);
    }
    expect(await editor.at()).toBe(1);
  });
});

describe("the mouse", () => {
  test("a click on a row goes to its event, on an arrow to where it arrives", async () => {
    const editor = await openTrace(window.page);
    await editor.frame.locator('.gutterRow[data-row="8"]').click();
    await editor.isAt(8);
    const arrow = editor.frame.locator(".arrow[data-row]").first();
    const row = Number(await arrow.getAttribute("data-row"));
    await arrow.locator(".arrowLine").dispatchEvent("click");
    await editor.isAt(row);
  });

  test("the buttons and the scrubber move the cursor", async () => {
    const editor = await openTrace(window.page);
    await editor.frame.getByRole("button", { name: "Step", exact: true }).click();
    await editor.isAt(1);
    await editor.frame.getByRole("button", { name: "Step back" }).click();
    await editor.isAt(0);
    await editor.frame.getByRole("slider", { name: "Event" }).focus();
    await window.page.keyboard.press("ArrowRight");
    await editor.isAt(1);
    await editor.frame.getByRole("slider", { name: "Event" }).fill("17");
    await editor.isAt(17);
  });
});

describe("the view", () => {
  test("the keyboard reaches diagram, table, zoom and help", async () => {
    const editor = await openTrace(window.page);
    const { keyboard } = window.page;
    await keyboard.press("t");
    expect(await focused(editor.frame)).toBe("table");
    await keyboard.press("ArrowRight");
    await editor.isAt(1);
    expect(await focused(editor.frame)).toBe("table");
    await keyboard.press("d");
    expect(await focused(editor.frame)).toBe("diagram");
    const zoom = editor.frame.locator(".perCent");
    const fitting = await zoom.textContent();
    await keyboard.press("+");
    await h.waitFor("a larger zoom", async () => (await zoom.textContent()) !== fitting);
    await keyboard.press("0");
    await h.waitFor("the fitting zoom", async () => (await zoom.textContent()) === fitting);
    await keyboard.press("?");
    await editor.frame.getByRole("dialog", { name: "Keyboard help" }).waitFor();
    await keyboard.press("Escape");
    await editor.frame.getByRole("dialog").waitFor({ state: "detached" });
    await keyboard.press("ArrowRight");
    await editor.isAt(2);
  });

  test("the events are a list in which the cursor's is the active one", async () => {
    const editor = await openTrace(window.page);
    await window.page.keyboard.press("PageDown");
    await editor.isAt(10);
    const id = await editor.diagram().getAttribute("aria-activedescendant");
    const option = editor.frame.locator(`#${id ?? "none"}`);
    expect(await option.getAttribute("aria-selected")).toBe("true");
    expect(await option.getAttribute("aria-posinset")).toBe("10");
    expect(await option.getAttribute("aria-label")).toMatch(/^Event 10: \d+ ms, /);
  });

  test("the table has a caption and heads, and says what has changed", async () => {
    const editor = await openTrace(window.page);
    await window.page.keyboard.press("End");
    await editor.frame.locator("table.state tbody th[scope=row]").first().waitFor();
    expect(await editor.frame.locator("table.state thead th[scope=col]").count()).toBeGreaterThan(
      2,
    );
    for (let step = 0; step < 5; step++) {
      if ((await editor.frame.locator("td.changed").count()) > 0) break;
      await window.page.keyboard.press("ArrowLeft");
    }
    const changed = editor.frame.locator("td.changed").first();
    expect(await changed.textContent()).toMatch(/changed: /);
  });

  test("two editors of one trace share the cursor", async () => {
    const first = await openTrace(window.page);
    await h.runCommand(window.page, "View: Split Editor Right");
    const frames = await h.waitFor("two editors", async () => {
      const found = [];
      for (const frame of window.page.frames()) {
        if (
          (await frame
            .locator("table.state")
            .count()
            .catch(() => 0)) > 0
        ) {
          found.push(frame);
        }
      }
      return found.length === 2 && found;
    });
    await window.page.keyboard.press("PageDown");
    for (const frame of frames) await traceEditor(frame).isAt(10);
    await first.frame.locator('.gutterRow[data-row="5"]').click();
    for (const frame of frames) await traceEditor(frame).isAt(5);
  });

  test("a reload of the window keeps the cursor", async () => {
    const editor = await openTrace(window.page);
    await window.page.keyboard.press("PageDown");
    await editor.isAt(10);
    await h.reloadWindow(window.page);
    const frame = await h.customEditorFrame(window.page, "table.state", 60_000);
    await traceEditor(frame).isAt(10);
  });
});

/** `data-focus` of what has the keyboard. */
async function focused(frame: Awaited<ReturnType<typeof openTrace>>["frame"]): Promise<string> {
  return frame.evaluate(() => {
    const element = document.activeElement;
    return element instanceof HTMLElement ? (element.dataset.focus ?? element.tagName) : "none";
  });
}
