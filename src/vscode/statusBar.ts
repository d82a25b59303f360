import * as vscode from "vscode";
import { hostCommandIds } from "./commandIds.js";
import type { TraceDocument } from "./traceDocument.js";
import type { TraceViews } from "./traceViews.js";

/** "Event 12/90 · 153 ms" of the active trace editor, at the right of the status bar. */
export function registerStatusBar(views: TraceViews): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(
    "lockstep.cursor",
    vscode.StatusBarAlignment.Right,
    100,
  );
  item.name = "Lockstep: Event";
  item.command = hostCommandIds.goToEvent;
  let shown: TraceDocument | undefined;
  let stops: readonly (() => void)[] = [];
  const update = () => describe(item, shown);
  const follow = () => {
    const document = views.active?.document;
    if (document !== shown) {
      stops.forEach((stop) => stop());
      stops =
        document === undefined ? [] : [document.moved.add(update), document.changed.add(update)];
      shown = document;
    }
    update();
  };
  follow();
  return vscode.Disposable.from(item, views.onDidChangeActive(follow), {
    dispose: () => stops.forEach((stop) => stop()),
  });
}

function describe(item: vscode.StatusBarItem, document: TraceDocument | undefined): void {
  if (document?.length === undefined) return item.hide();
  const time = document.timeMs === undefined ? "" : ` · ${document.timeMs} ms`;
  item.text = `Event ${document.cursor}/${document.length}${time}`;
  item.tooltip = "Go to Event…";
  item.show();
}
