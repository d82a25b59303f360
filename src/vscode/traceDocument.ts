/**
 * One trace that is open: shared by all its editors, and owner of the position. Uses VS Code's
 * types only, so that the tests run it without VS Code.
 */
import type * as vscode from "vscode";
import { Refusal } from "../bridge/serve.js";
import type { CursorInfo, DocumentState, FarParams, WindowParams } from "../bridge/messages.js";
import type { Until } from "../query/until.js";
import { farPicture } from "../render/overview/overview.js";
import type { FarPicture } from "../render/overview/picture.js";
import { scaleOf } from "../render/spaceTime/axis.js";
import type { Picture } from "../render/spaceTime/picture.js";
import type { Edit, Position } from "../session/edits.js";
import type { BranchId } from "../trace/ids.js";
import type { Intervention } from "../trace/intervention.js";
import { FIRST_BRANCH } from "../trace/records.js";
import type { Backup } from "./backup.js";
import { cursorInfo, documentInfo } from "./documentInfo.js";
import type { DocumentSurroundings } from "./documentSurroundings.js";
import { KnownFile, type FileChange } from "./fileAccess.js";
import { Listeners } from "./listeners.js";
import { loadTrace } from "./loadTrace.js";
import { PictureWindows } from "./pictureWindows.js";
import { RestoredEdits, type LostEdit } from "./restoredEdits.js";
import { OpenRun, orRefuse, type SavedContent } from "./openRun.js";

/** Something that VS Code can undo and redo. */
export interface MadeEdit {
  readonly label: string;
  undo(): void;
  redo(): void;
}

type Content =
  | { readonly state: "opening"; readonly perMille: number }
  | { readonly state: "refused"; readonly problems: readonly string[] }
  | { readonly state: "open"; readonly run: OpenRun };

/**
 * The document of the trace editor: what the file holds, where one stands in it, and what was done
 * to it.
 */
export class TraceDocument implements vscode.CustomDocument {
  /** A move of the cursor on the branch that is shown. */
  readonly moved = new Listeners<CursorInfo>();
  /**
   * Anything more than that: progress, the end of opening, a reload, an edit, another branch, a
   * verdict.
   */
  readonly changed = new Listeners<DocumentState>();
  /** A new edit, for VS Code's stack. */
  readonly edited = new Listeners<MadeEdit>();
  /** Edits of the backup that do not apply any more. */
  readonly lost = new Listeners<readonly LostEdit[]>();
  /**
   * The file has changed on the disk while there are unsaved edits; told once until it is saved or
   * read.
   */
  readonly conflicted = new Listeners<void>();
  /** VS Code has closed the last editor. */
  readonly closed = new Listeners<void>();

  readonly file: KnownFile;
  readonly #surroundings: DocumentSurroundings;
  #content: Content = { state: "opening", perMille: 0 };
  /** Kept while there is nothing to stand in. */
  #lastPosition: Position = { branch: FIRST_BRANCH, cursor: 0 };
  readonly #windows = new PictureWindows();
  #loading = new AbortController();
  #settled: Promise<void> = Promise.resolve();
  readonly #restored: RestoredEdits;
  #isConflictTold = false;

  constructor(
    readonly uri: vscode.Uri,
    surroundings: DocumentSurroundings,
  ) {
    this.#surroundings = surroundings;
    this.file = new KnownFile(surroundings.file, surroundings.base);
    this.#restored = new RestoredEdits(surroundings.backup?.edits ?? []);
  }

  /**
   * Reads the file (again), done when that is on the screen: the replay that verifies it goes on.
   * The position stays if the file still has it; unsaved edits are gone. Never rejects.
   */
  async load(): Promise<void> {
    this.#loading.abort();
    const loading = (this.#loading = new AbortController());
    const wanted = this.#wantedPosition();
    const opened = this.#read(wanted, loading.signal);
    this.#settled = opened.then((run) => run && this.#verify(run, wanted, loading.signal));
    await opened;
  }

  /** When nothing is being read or verified any more. */
  async settled(): Promise<void> {
    for (let last; last !== this.#settled;) {
      last = this.#settled;
      await last;
    }
  }

  async #read(wanted: Position, signal: AbortSignal): Promise<OpenRun | undefined> {
    const isFirst = this.#content.state === "opening";
    const progress = (perMille: number) => {
      if (isFirst && !signal.aborted) this.#show({ state: "opening", perMille });
    };
    const pause = () => this.#surroundings.pause();
    const { logs } = this.#surroundings;
    const loaded = await loadTrace(this.file, { pause, progress, signal, ...(logs && { logs }) });
    if (signal.aborted) return undefined;
    this.#isConflictTold = false;
    this.#lastPosition = wanted;
    if (!loaded.ok) {
      this.#show({ state: "refused", problems: loaded.problems });
      this.#remake(undefined);
      return undefined;
    }
    const run = new OpenRun(loaded, wanted);
    this.#show({ state: "open", run });
    if (run.log !== undefined) logs?.opened(run.log);
    return run;
  }

  async #verify(run: OpenRun, wanted: Position, signal: AbortSignal): Promise<void> {
    const start = run.position;
    const pause = () => this.#surroundings.pause();
    if (!(await run.verify({ pause, signal })) || signal.aborted) return;
    const at = run.position;
    this.#remake(run);
    if (at.branch === start.branch && at.cursor === start.cursor) run.reach(wanted);
    this.#showChange();
  }

  /** Makes the edits of the backup again. */
  #remake(run: OpenRun | undefined): void {
    const { made, lost } = this.#restored.remake(run);
    for (const edit of made) if (run !== undefined) this.#made(run, edit);
    if (lost.length > 0) this.lost.tell(lost);
  }

  /** The cursor: 0 is before the first event. */
  get cursor(): number {
    return this.position.cursor;
  }

  get branch(): BranchId {
    return this.position.branch;
  }

  get position(): Position {
    return this.run?.position ?? this.#lastPosition;
  }

  /** What is open; undefined while the trace is read, or when it cannot be. */
  get run(): OpenRun | undefined {
    return this.#content.state === "open" ? this.#content.run : undefined;
  }

  /** The last cursor; undefined unless the trace is open. */
  get length(): number | undefined {
    return this.run?.trace.length(this.branch);
  }

  state(): DocumentState {
    const title = this.file.name;
    if (this.#content.state !== "open") return { title, ...this.#content };
    return { state: "open", info: documentInfo(this.#content.run, title) };
  }

  /**
   * Moves the cursor. Past the recorded end the engine runs on, if there is one; the answer says
   * how far it came. Throws a {@link Refusal} when the trace is not open or the cursor cannot be.
   */
  goTo(cursor: number): CursorInfo {
    return this.#moving((run) => run.goTo(cursor));
  }

  /**
   * Moves by so many events, as far as there are any. Nothing happens while the trace is not open.
   */
  move(events: number): void {
    if (this.run !== undefined) this.#moving((run) => run.move(events));
  }

  /**
   * Goes on until an event is what was waited for. Throws a {@link Refusal}, and stays, when there
   * is none.
   */
  async runUntil(until: Until): Promise<CursorInfo> {
    await this.settled();
    return this.#moving((run) => orRefuse(run.session.runUntil(until)));
  }

  /** Shows another branch: at the cursor where both are the same, else where they part. */
  switchBranch(branch: BranchId): CursorInfo {
    return this.#moving((run) => run.switchTo(branch));
  }

  /**
   * Does something to the run at the cursor. Waits until the trace is verified; throws a {@link
   * Refusal} with the reason when it does not apply, and then nothing has changed.
   */
  async intervene(does: Intervention): Promise<CursorInfo> {
    const run = await this.whenBendable();
    return this.#moving(() => {
      const bend = orRefuse(run.session.intervene(does));
      if (bend.is === "edit") this.#made(run, run.keep(bend.edit));
    });
  }

  async renameBranch(branch: BranchId, name: string): Promise<void> {
    const run = await this.whenSound();
    this.#moving(() => this.#made(run, run.keep(orRefuse(run.session.rename(branch, name)))));
  }

  async deleteBranch(branch: BranchId): Promise<void> {
    const run = await this.whenSound();
    this.#moving(() => this.#made(run, run.keep(orRefuse(run.session.delete(branch)))));
  }

  /** What is to be seen at the cursor. Throws a {@link Refusal} when the trace is not open. */
  cursorInfo(): CursorInfo {
    return cursorInfo(this.opened());
  }

  /** A window of the diagram. Throws a {@link Refusal} when that branch is not shown. */
  picture(params: WindowParams): Picture {
    return this.#windows.draw(this.#shown(params.branch).trace, params);
  }

  /** A window of the far-out picture. Throws a {@link Refusal} when that branch is not shown. */
  farPicture({ branch, axis, ...window }: FarParams): FarPicture {
    const { trace } = this.#shown(branch);
    return farPicture(trace, branch, { ...window, scale: scaleOf(trace, branch, axis) });
  }

  /** There is no file yet: it is saved by Save As. */
  get isUnsaved(): boolean {
    return this.#surroundings.isUnsaved === true;
  }

  /** Whether there is anything that the file does not hold. */
  get isDirty(): boolean {
    return this.#restored.waiting.length > 0 || this.run?.isDirty === true;
  }

  /**
   * The file as it would be saved. Throws a {@link Refusal} when there is nothing sound to save.
   */
  async content(): Promise<SavedContent> {
    await this.settled();
    return this.opened().content(() => this.#surroundings.pause());
  }

  /** The file now holds these edits, and is known. */
  saved({ edits }: SavedContent): void {
    this.run?.saved(edits);
    this.#restored.forget();
    this.#isConflictTold = false;
  }

  /**
   * Goes back to what the file holds: by undoing while it is what was last read or saved, else by
   * reading it.
   */
  async revert(): Promise<void> {
    this.#restored.forget();
    await this.settled();
    const run = this.run;
    const change = this.isUnsaved ? "same" : await this.#findChange();
    if (run === undefined || change !== "same") return this.load();
    run.revert();
    this.#showChange();
  }

  /** What has to be kept so that nothing is lost when VS Code ends. */
  backup(): Backup {
    const { edits, base } = this.run?.unsaved() ?? { edits: [] };
    const kept = base ?? (this.isUnsaved ? this.run?.bytes : undefined);
    return {
      sha256: this.file.sha256,
      edits: [...edits, ...this.#restored.waiting],
      position: this.position,
      ...(kept === undefined ? {} : { text: new TextDecoder().decode(kept) }),
    };
  }

  /** Somebody (perhaps this document itself) has written the file. Never rejects. */
  async noticeDisk(): Promise<void> {
    const change = await this.#findChange();
    if (change === "same" || change === "gone") return;
    if (this.run?.isDirty !== true) return this.load();
    if (this.#isConflictTold) return;
    this.#isConflictTold = true;
    this.conflicted.tell();
  }

  /** A file that cannot be read is a changed one. */
  #findChange(): Promise<FileChange> {
    return this.file.findChange().catch(() => "changed");
  }

  dispose(): void {
    this.#loading.abort();
    this.closed.tell();
  }

  /** Throws a {@link Refusal} when the trace is not open. */
  opened(): OpenRun {
    const run = this.run;
    if (run === undefined) throw new Refusal("the trace is not open");
    return run;
  }

  /** Waits for the verdict. Throws a {@link Refusal} when the file is damaged or not open. */
  async whenSound(): Promise<OpenRun> {
    await this.settled();
    const run = this.opened();
    if (run.changeProblem !== undefined) throw new Refusal(run.changeProblem);
    return run;
  }

  /**
   * Waits for the verdict. Throws a {@link Refusal} with the reason when the run cannot be bent.
   */
  async whenBendable(): Promise<OpenRun> {
    await this.settled();
    const run = this.opened();
    if (run.bendable !== true) throw new Refusal(`this run cannot be bent: ${run.bendable}`);
    return run;
  }

  #shown(branch: BranchId): OpenRun {
    const run = this.opened();
    if (branch === this.branch) return run;
    throw new Refusal(`branch: expected ${this.branch}, found ${branch}`);
  }

  #wantedPosition(): Position {
    if (this.#content.state !== "opening") return this.position;
    return this.#surroundings.backup?.position ?? this.#surroundings.recall() ?? this.position;
  }

  /** Does a move and tells of it: of the cursor alone, if nothing else is new. */
  #moving(move: (run: OpenRun) => unknown): CursorInfo {
    const run = this.opened();
    const before = run.position;
    const edits = run.session.done.length;
    move(run);
    const info = cursorInfo(run);
    const { branch, cursor } = run.position;
    if (branch !== before.branch || run.session.done.length !== edits) this.#showChange();
    else if (cursor !== before.cursor) {
      this.#surroundings.remember(run.position);
      this.moved.tell(info);
    }
    return info;
  }

  /** Hands an edit to VS Code. */
  #made(run: OpenRun, edit: Edit): void {
    const turn = (what: "undo" | "redo") => {
      if (this.run !== run) {
        throw new Refusal(`${this.file.name} was read again after this edit: it cannot ${what}`);
      }
      run.turn(what, edit.data);
      this.#showChange();
    };
    const label = run.labelOf(edit.data);
    this.edited.tell({ label, undo: () => turn("undo"), redo: () => turn("redo") });
  }

  #showChange(): void {
    this.#surroundings.remember(this.position);
    this.#windows.renew();
    this.changed.tell(this.state());
  }

  #show(content: Content): void {
    this.#content = content;
    this.#windows.renew();
    this.changed.tell(this.state());
  }
}
