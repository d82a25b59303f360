/**
 * One trace that is open: shared by all its editors, and owner of the cursor. Uses VS Code's types
 * only, so that the tests run it without VS Code.
 */
import type * as vscode from "vscode";
import { Refusal } from "../bridge/serve.js";
import type { CursorInfo, DocumentInfo, DocumentState, WindowParams } from "../bridge/messages.js";
import { sentenceFor } from "../render/narration.js";
import { frameOf, type Frame } from "../render/spaceTime/frame.js";
import { layout } from "../render/spaceTime/layout.js";
import type { Picture } from "../render/spaceTime/picture.js";
import { stateTable } from "../render/stateTable.js";
import type { BranchId } from "../trace/ids.js";
import { FIRST_BRANCH } from "../trace/records.js";
import type { RecordedTrace } from "../trace/recordedTrace.js";
import { loadTrace, type Loaded, type TraceFile } from "./loadTrace.js";
import { Listeners } from "./listeners.js";

export interface DocumentSurroundings {
  readonly file: TraceFile;
  /** Lets the event loop turn. */
  pause(): Promise<void>;
  /** Where the cursor stood when the document was last open. */
  recall(): number | undefined;
  remember(cursor: number): void;
}

/** Editors of different widths that show one document at a time, generously. */
const MOST_FRAMES = 16;

type Content =
  | { readonly state: "opening"; readonly perMille: number }
  | { readonly state: "ended"; readonly loaded: Loaded };

/** The document of the trace editor: what the file holds, and where the cursor stands. */
export class TraceDocument implements vscode.CustomDocument {
  /** A move of the cursor. */
  readonly moved = new Listeners<CursorInfo>();
  /** Progress, the end of opening, or a reload. */
  readonly changed = new Listeners<DocumentState>();
  /** VS Code has closed the last editor. */
  readonly closed = new Listeners<void>();

  readonly #surroundings: DocumentSurroundings;
  #content: Content = { state: "opening", perMille: 0 };
  #cursor = 0;
  /** Columns of the picture by the room there is for them: the same for all its windows. */
  readonly #frames = new Map<number, Frame>();
  #loading = new AbortController();

  constructor(
    readonly uri: vscode.Uri,
    surroundings: DocumentSurroundings,
  ) {
    this.#surroundings = surroundings;
  }

  /**
   * Reads the file (again). The cursor stays where it is if the file still reaches so far. Never
   * rejects.
   */
  async load(): Promise<void> {
    this.#loading.abort();
    const loading = (this.#loading = new AbortController());
    const { file } = this.#surroundings;
    const pause = () => this.#surroundings.pause();
    const isFirst = this.#content.state === "opening";
    const progress = (perMille: number) => {
      if (isFirst && !loading.signal.aborted) this.#show({ state: "opening", perMille });
    };
    const loaded = await loadTrace(file, { pause, progress, signal: loading.signal });
    if (loading.signal.aborted) return;
    const wanted = isFirst ? (this.#surroundings.recall() ?? 0) : this.#cursor;
    this.#cursor = loaded.ok ? Math.min(wanted, loaded.trace.length(FIRST_BRANCH)) : wanted;
    this.#show({ state: "ended", loaded });
  }

  /** The cursor: 0 is before the first event. */
  get cursor(): number {
    return this.#cursor;
  }

  /** The last cursor; undefined unless the trace is open. */
  get length(): number | undefined {
    return this.#trace?.length(this.branch);
  }

  /** Virtual time at the cursor; undefined when the trace is not open or knows no time. */
  get timeMs(): number | undefined {
    const trace = this.#trace;
    return trace?.header.timed === true ? trace.timeOf(this.branch, this.#cursor) : undefined;
  }

  get branch(): BranchId {
    return FIRST_BRANCH;
  }

  state(): DocumentState {
    const title = this.#surroundings.file.name;
    if (this.#content.state === "opening") return { title, ...this.#content };
    const { loaded } = this.#content;
    if (!loaded.ok) return { state: "refused", title, problems: loaded.problems };
    return { state: "open", info: this.#info(loaded.trace, loaded.damage) };
  }

  /** Throws a {@link Refusal} when the trace is not open or does not reach so far. */
  goTo(cursor: number): CursorInfo {
    const trace = this.#open();
    const length = trace.length(this.branch);
    if (!Number.isSafeInteger(cursor) || cursor < 0 || cursor > length) {
      throw new Refusal(`cursor: expected a whole number from 0 to ${length}, found ${cursor}`);
    }
    const hasMoved = cursor !== this.#cursor;
    this.#cursor = cursor;
    const info = this.cursorInfo();
    if (hasMoved) {
      this.#surroundings.remember(cursor);
      this.moved.tell(info);
    }
    return info;
  }

  /** Moves by so many events, at most to an end. Nothing happens while the trace is not open. */
  move(events: number): void {
    if (this.length === undefined) return;
    this.goTo(Math.max(0, Math.min(this.length, this.#cursor + events)));
  }

  /** What is to be seen at the cursor. Throws a {@link Refusal} when the trace is not open. */
  cursorInfo(): CursorInfo {
    const trace = this.#open();
    const [branch, at] = [this.branch, this.#cursor];
    return {
      at,
      timeMs: trace.timeOf(branch, at),
      sentence: sentenceFor(trace, branch, at),
      table: stateTable(trace, branch, at),
    };
  }

  /**
   * The rows `from` to `to`, cut to those there are. Throws a {@link Refusal} when the trace is not
   * open.
   */
  picture({ branch, from, to, room }: WindowParams): Picture {
    const trace = this.#open();
    if (branch !== this.branch) {
      throw new Refusal(`branch: expected ${this.branch}, found ${branch}`);
    }
    const frame = this.#frames.get(room) ?? frameOf(trace, branch, room);
    if (this.#frames.size >= MOST_FRAMES) this.#frames.clear();
    this.#frames.set(room, frame);
    return layout(trace, branch, from, to, frame);
  }

  dispose(): void {
    this.#loading.abort();
    this.closed.tell();
  }

  get #trace(): RecordedTrace | undefined {
    if (this.#content.state !== "ended" || !this.#content.loaded.ok) return undefined;
    return this.#content.loaded.trace;
  }

  #open(): RecordedTrace {
    if (this.#trace === undefined) throw new Refusal("the trace is not open");
    return this.#trace;
  }

  #show(content: Content): void {
    this.#content = content;
    this.#frames.clear();
    this.changed.tell(this.state());
  }

  #info(trace: RecordedTrace, damage: readonly string[]): DocumentInfo {
    return {
      title: trace.header.title ?? this.#surroundings.file.name,
      protocol: trace.header.engine?.protocol ?? "",
      branch: this.branch,
      length: trace.length(this.branch),
      timed: trace.header.timed,
      damage,
      cursor: this.cursorInfo(),
    };
  }
}
