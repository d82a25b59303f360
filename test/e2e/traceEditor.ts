/** The trace editor as a person uses it: its frame in the workbench, and what is read from it. */

import type { Frame, Locator, Page } from "playwright-core";
import { customEditorFrame, openFileFromExplorer, waitFor } from "./harness.js";

export const EXAMPLE = "raft-first-election.trace.jsonl";

export interface TraceEditor {
  readonly frame: Frame;
  /** The cursor that the editor shows. */
  at(): Promise<number>;
  /** Waits until the editor shows the cursor there, and has heard of it from the host. */
  isAt(cursor: number): Promise<void>;
  /** The sentence in the live region. */
  sentence(): Promise<string>;
  /** What the state table says of a property of a node, by the node's name. */
  cell(property: string, node: string): Promise<string>;
  diagram(): Locator;
}

/** Opens a trace of the window's folder by a double click in the explorer. */
export async function openTrace(page: Page, name: string = EXAMPLE): Promise<TraceEditor> {
  await openFileFromExplorer(page, name);
  const frame = await customEditorFrame(page, "table.state");
  return traceEditor(frame);
}

export function traceEditor(frame: Frame): TraceEditor {
  const at = async () => Number(await frame.locator(".counter .number").textContent());
  const caption = frame.locator("table.state caption");
  return {
    frame,
    at,
    isAt: async (cursor) => {
      const words = cursor === 0 ? "before the first event" : `after event ${cursor}`;
      await waitFor(`cursor ${cursor}`, async () => {
        const text = (await caption.textContent()) ?? "";
        return (await at()) === cursor && new RegExp(`${words}\\b`).test(text);
      });
    },
    sentence: async () => (await frame.locator("[aria-live=polite]").textContent()) ?? "",
    cell: (property, node) => cell(frame, property, node),
    diagram: () => frame.locator("[role=listbox]"),
  };
}

async function cell(frame: Frame, property: string, node: string): Promise<string> {
  const heads = await frame.locator("table.state thead th .nodeName").allTextContents();
  const column = heads.indexOf(node);
  if (column < 0) throw new Error(`no column ${node} among ${heads.join(", ")}`);
  if (property === "role") {
    return frame.locator("table.state thead .chip").nth(column).innerText();
  }
  const row = frame.locator(`table.state tr[data-property="${property}"] td`);
  return (await row.nth(column).textContent()) ?? "";
}
