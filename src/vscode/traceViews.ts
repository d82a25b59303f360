import * as vscode from "vscode";
import type { TraceView } from "./traceView.js";

/** All open trace editors, and the one that commands mean. */
export class TraceViews {
  readonly #all = new Set<TraceView>();
  readonly #changed = new vscode.EventEmitter<void>();
  /** Another editor has become active, or none is. */
  readonly onDidChangeActive = this.#changed.event;

  /** Keeps the view until its panel is closed. */
  add(view: TraceView, panel: vscode.WebviewPanel): void {
    this.#all.add(view);
    panel.onDidChangeViewState(() => this.#changed.fire());
    panel.onDidDispose(() => {
      this.#all.delete(view);
      this.#changed.fire();
    });
    this.#changed.fire();
  }

  get all(): readonly TraceView[] {
    return [...this.#all];
  }

  get active(): TraceView | undefined {
    return [...this.#all].find((view) => view.isActive);
  }
}
