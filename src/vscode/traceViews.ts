import * as vscode from "vscode";
import type { TraceView } from "./traceView.js";

/** All open trace editors, the active one, and the one that commands mean. */
export class TraceViews {
  readonly #all = new Set<TraceView>();
  /** The one that was active last. */
  #latest: TraceView | undefined;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Another editor has become active, or none is. */
  readonly onDidChangeActive = this.#changed.event;

  /** Keeps the view until its panel is closed. */
  add(view: TraceView, panel: vscode.WebviewPanel): void {
    this.#all.add(view);
    panel.onDidChangeViewState(() => this.#noteChange());
    panel.onDidDispose(() => {
      this.#all.delete(view);
      if (this.#latest === view) this.#latest = undefined;
      this.#changed.fire();
    });
    this.#noteChange();
  }

  get all(): readonly TraceView[] {
    return [...this.#all];
  }

  get active(): TraceView | undefined {
    return [...this.#all].find((view) => view.isActive);
  }

  /**
   * The active one, or, while something beside it has the keyboard (the walkthrough, a scenario),
   * the one that was active last and can still be seen.
   */
  get meant(): TraceView | undefined {
    return this.active ?? (this.#latest?.isVisible === true ? this.#latest : undefined);
  }

  #noteChange(): void {
    this.#latest = this.active ?? this.#latest;
    this.#changed.fire();
  }
}
