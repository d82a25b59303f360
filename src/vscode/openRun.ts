/**
 * A trace that is open under a person's hands: its session, and which of its edits are saved. Needs
 * no VS Code.
 */
import { withArticle } from "../base/article.js";
import { ensure } from "../base/assert.js";
import { describeBadInput, type Result } from "../base/result.js";
import { Refusal } from "../bridge/serve.js";
import type { VerificationInfo } from "../bridge/messages.js";
import { interventionWords } from "../render/interventionWords.js";
import type { Edit, EditData, Position } from "../session/edits.js";
import { savedTrace } from "../session/savedTrace.js";
import { Session } from "../session/session.js";
import type { BranchId } from "../trace/ids.js";
import { FIRST_BRANCH } from "../trace/records.js";
import type { TraceFile } from "../trace/traceFile.js";
import { branchInfos, branchTitle, partingOf } from "./branches.js";
import type { LoadedTrace } from "./loadTrace.js";
import type { OpenedLog } from "./logs/readLog.js";
import { PathCausality } from "./pathCausality.js";
import { verifyTrace, VERIFYING, type VerifyingOptions } from "./verification.js";

/** What a file would hold, and the edits that this saves. */
export interface SavedContent {
  readonly bytes: Uint8Array;
  readonly edits: readonly EditData[];
}

/**
 * So many events beyond the recorded end the engine goes when somebody only wants to see what
 * comes.
 */
const MOST_AT_ONCE = 100;
/** So far beyond what was recorded a remembered position is looked for. */
const FARTHEST_BEYOND = 10_000;

/** Edits are made once the engine was found to make the recorded run again: see {@link verify}. */
export class OpenRun {
  readonly trace: TraceFile;
  readonly damage: readonly string[];
  /** What it was read from, if that is another tool's log: then the file cannot hold edits. */
  readonly log: OpenedLog | undefined;
  readonly causality: PathCausality;
  readonly #bytes: Uint8Array;
  #session: Session;
  #verification: VerificationInfo = VERIFYING;
  /** Edits that were made, undone ones included: undo hands back the same data as redo. */
  readonly #edits = new Map<EditData, Edit>();
  #saved: readonly EditData[] = [];

  /** Stands at the position as far as the trace reaches. */
  constructor({ trace, bytes, damage, log }: LoadedTrace, at: Position) {
    this.trace = trace;
    this.damage = damage;
    this.log = log;
    this.causality = new PathCausality(trace);
    this.#bytes = bytes;
    const branch = trace.tip(at.branch) === undefined ? FIRST_BRANCH : at.branch;
    const cursor = Math.min(at.cursor, trace.length(branch));
    this.#session = new Session(trace, VERIFYING.sentence, { branch, cursor });
  }

  /** What all edits are made on, saved ones included. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  get session(): Session {
    return this.#session;
  }

  get position(): Position {
    return this.#session.position;
  }

  get verification(): VerificationInfo {
    return this.#verification;
  }

  /** True, or why the run cannot be bent, as a sentence without its full stop. */
  get bendable(): true | string {
    if (this.#verification.state === "running") return "the trace is still being verified";
    return this.damageProblem ?? this.#session.recordedOnly ?? true;
  }

  /**
   * Replays what was recorded; from then on the run can be bent if the engine agrees. False:
   * cancelled.
   */
  async verify(options: VerifyingOptions): Promise<boolean> {
    const verified = await verifyTrace(this.trace, options);
    if (verified === undefined) return false;
    this.#verification = verified.info;
    const isSound = this.damage.length === 0;
    const engine = isSound ? verified.engine : "what stands behind the damage is not known";
    this.#session = new Session(this.trace, engine, this.#session.position);
    return true;
  }

  /** Why nothing may be changed at all, not even a name. */
  get changeProblem(): string | undefined {
    if (this.log === undefined) return this.damageProblem;
    return `this is ${withArticle(this.log.format)}, which cannot hold changes: save it as a trace first (File: Save As…)`;
  }

  /** Why nothing may be saved. */
  get damageProblem(): string | undefined {
    if (this.damage.length === 0) return undefined;
    return "the file is damaged, and saving would lose what stands behind the damage";
  }

  /**
   * Moves the cursor; past the recorded end the engine runs on if there is one, as far as it goes.
   */
  goTo(cursor: number): void {
    const { branch } = this.position;
    const length = this.trace.length(branch);
    const isBeyond = cursor > length && cursor <= length + MOST_AT_ONCE;
    if (isBeyond && Number.isSafeInteger(cursor) && this.bendable === true) {
      if (this.#session.reach({ branch, cursor })) return;
      orRefuse(this.#session.goTo({ branch, cursor: this.trace.length(branch) }));
    } else {
      orRefuse(this.#session.goTo({ branch, cursor }));
    }
  }

  /**
   * Moves by so many events, over the recorded end while the engine makes more; else at most to an
   * end.
   */
  move(events: number): void {
    const { branch, cursor } = this.position;
    const isRunningOn = this.bendable === true && Number.isFinite(events);
    const most = this.trace.length(branch) + (isRunningOn ? MOST_AT_ONCE : 0);
    this.goTo(Math.max(0, Math.min(most, cursor + events)));
  }

  /** Shows another branch: at the cursor where both are the same, else where they part. */
  switchTo(branch: BranchId): void {
    const { position, trace } = this;
    const isKnown = trace.tip(branch) !== undefined;
    const shared = isKnown ? partingOf(trace, position.branch, branch) : 0;
    orRefuse(this.#session.goTo({ branch, cursor: Math.min(position.cursor, shared) }));
  }

  /** Moves to a position that was remembered, past what was recorded if need be. */
  reach(position: Position): void {
    const { branch, cursor } = position;
    if (this.trace.tip(branch) === undefined) return;
    if (cursor <= this.trace.length(branch) + FARTHEST_BEYOND) this.#session.reach(position);
  }

  /** Keeps hold of an edit that the session made. */
  keep(edit: Edit): Edit {
    this.#edits.set(edit.data, edit);
    return edit;
  }

  /** An edit in a few words: what undo and redo are called. */
  labelOf(data: EditData): string {
    const words = this.#wordsOf(data);
    return words.charAt(0).toUpperCase() + words.slice(1);
  }

  #wordsOf(data: EditData): string {
    switch (data.type) {
      case "intervene":
        return interventionWords(this.trace, data.branch, data.does);
      case "rename":
        return `name branch ${data.branch} ${data.name}`;
      case "delete":
        return `delete branch ${data.branch}`;
    }
  }

  /** A branch as a person calls it. */
  titleOf(branch: BranchId): string {
    const info = branchInfos(this.trace).find(({ id }) => id === branch);
    return info === undefined ? branch : branchTitle(info);
  }

  /** Whether there are edits that the file does not hold, or holds edits that were undone. */
  get isDirty(): boolean {
    return !isSame(this.#session.done, this.#saved);
  }

  /** The file as it would be saved now. */
  async content(pause: () => Promise<void>): Promise<SavedContent> {
    if (this.damageProblem !== undefined) throw new Refusal(this.damageProblem);
    const before = this.#shape();
    const edits = [...this.#session.done];
    const bytes = await savedTrace(this.trace, this.#bytes, { pause });
    if (before === this.#shape() && isSame(edits, this.#session.done)) return { bytes, edits };
    // Somebody went on working during the pauses: once more, in one go.
    const done = [...this.#session.done];
    return { bytes: await savedTrace(this.trace, this.#bytes), edits: done };
  }

  /**
   * What has to be kept so that nothing is lost: the edits since the file was saved, where they go
   * on from there.
   */
  unsaved(): { readonly edits: readonly EditData[]; readonly base?: Uint8Array } {
    const { done } = this.#session;
    const isMore = this.#saved.every((data, place) => data === done[place]);
    if (isMore) return { edits: done.slice(this.#saved.length) };
    return { edits: [...done], base: this.#bytes };
  }

  /** The file now holds these edits. */
  saved(edits: readonly EditData[]): void {
    this.#saved = edits;
  }

  /**
   * Undoes and redoes until the edits are those that were saved last; the cursor stays where it
   * can.
   */
  revert(): void {
    const at = this.#session.position;
    const { done } = this.#session;
    let common = 0;
    while (common < this.#saved.length && done[common] === this.#saved[common]) common++;
    for (const data of [...done].slice(common).reverse()) this.#edit(data).undo();
    for (const data of this.#saved.slice(common)) this.#edit(data).redo();
    this.#session.goTo(at);
  }

  /** Makes an edit again that a backup kept, or says why it does not apply any more. */
  remake(data: EditData): Result<Edit> {
    const again = this.#session.again(data);
    if (again.ok) this.keep(again.value);
    return again;
  }

  /**
   * Takes an edit back, or makes it again. Refused out of turn: edits lean on those before them.
   */
  turn(what: "undo" | "redo", data: EditData): void {
    if (what === "undo" && this.#session.done.at(-1) !== data) {
      throw new Refusal("there is a later edit: undo that one first");
    }
    this.#edit(data)[what]();
  }

  #edit(data: EditData): Edit {
    return ensure(this.#edits.get(data), "an edit that was made is kept");
  }

  /** Differs when the trace has grown or shrunk. */
  #shape(): string {
    return this.trace.branches.map(({ id }) => `${id} ${this.trace.length(id)}`).join(", ");
  }
}

/** The value, or a refusal with all problems. */
export function orRefuse<V>(result: Result<V>): V {
  if (result.ok) return result.value;
  throw new Refusal(result.problems.map(describeBadInput).join("; "));
}

function isSame(a: readonly EditData[], b: readonly EditData[]): boolean {
  return a.length === b.length && a.every((data, place) => data === b[place]);
}
