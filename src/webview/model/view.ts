/** What the page shows, and everything that a person can make it do. Needs no DOM. */
import type {
  Answer,
  CausesParams,
  CursorInfo,
  DocumentState,
  FarParams,
  HostCommand,
  Notice,
  Target,
  WindowParams,
} from "../../bridge/messages.js";
import { BRIDGE_VERSION, type ViewAction } from "../../bridge/messages.js";
import type { Rpc } from "../../bridge/rpc.js";
import type { CausalView } from "../../render/causes/causes.js";
import type { FarPicture } from "../../render/overview/picture.js";
import type { AxisName } from "../../render/spaceTime/axis.js";
import type { Picture } from "../../render/spaceTime/picture.js";
import type { BranchId, MessageId } from "../../trace/ids.js";
import type { Intervention } from "../../trace/intervention.js";
import { LOST_MESSAGES } from "../../query/search/syntax.js";
import { Finder } from "./finder.js";
import type { Memory } from "./memory.js";
import { Pictures } from "../diagram/pictures.js";
import { Store } from "./store.js";
import { limitedZoom, zoomedIn, zoomedOut } from "./zoom.js";

export interface ViewState {
  /** Undefined until the host has answered for the first time. */
  readonly document: DocumentState | undefined;
  /** Where the cursor is drawn: ahead of `cursor` while the host has not answered. */
  readonly at: number;
  readonly cursor: CursorInfo | undefined;
  /**
   * 1 is the size of the font that the picture was laid out for; undefined: so that the lifelines
   * fit.
   */
  readonly zoom: number | undefined;
  /** Where heights come from: the events' order or their times, where the trace has any. */
  readonly axis: AxisName;
  /** The diagram's share of the view, 0–1; undefined: as wide as the picture. */
  readonly split: number | undefined;
  /** Whether the causes of the cursor's event are shown. */
  readonly showsCauses: boolean;
  /** Whether the ring is shown, where there is one. */
  readonly showsRing: boolean;
  /** The latest ones that have come; undefined while none are shown. */
  readonly causes: CausalView | undefined;
  readonly areKeysShown: boolean;
  /** Why what was wished last was refused; gone with the next wish. */
  readonly problem: string | undefined;
  /** Counts the documents that were read: pictures of an earlier one are void. */
  readonly reading: number;
}

/** The page's only door to the host. */
export class View {
  readonly store: Store<ViewState>;
  readonly finder: Finder;
  readonly #causes: Pictures<CausesParams, CausalView>;
  /**
   * What the page must do with its own elements: the element with that `data-focus` gets the
   * keyboard.
   */
  focus: (name: string) => void = () => undefined;
  /** What the diagram must do: have a message fill it. False: it does not show that message. */
  fillWith: (message: MessageId) => boolean = () => false;
  /** The zoom at which the lifelines fit, as the page has measured it. */
  fittingZoom = 1;
  /** The zoom at which the whole run fits. */
  wholeZoom = 1;
  readonly #rpc: Rpc;
  readonly #memory: Memory;
  /** Until the cursor is where it was wanted. */
  #catchingUp: Promise<void> | undefined;
  #wanted: number | undefined;

  constructor(rpc: Rpc, memory: Memory) {
    this.#rpc = rpc;
    this.#memory = memory;
    this.finder = new Finder(rpc);
    this.#causes = new Pictures(
      async (wanted) => this.#try(async () => rpc.ask("causes", wanted)),
      (causes) => this.store.set(this.store.state.showsCauses ? { causes } : {}),
    );
    this.store = new Store<ViewState>({
      document: undefined,
      at: 0,
      cursor: undefined,
      zoom: memory.remembered.zoom,
      axis: memory.remembered.axis ?? "order",
      split: memory.remembered.split,
      showsCauses: memory.remembered.causes ?? false,
      showsRing: memory.remembered.ring ?? true,
      causes: undefined,
      areKeysShown: false,
      problem: undefined,
      reading: 0,
    });
  }

  /** Asks for the document. */
  async start(): Promise<void> {
    await this.#try(async () => {
      this.#showDocument(await this.#rpc.ask("ready", { bridgeVersion: BRIDGE_VERSION }));
      if (this.store.state.showsCauses) await this.#tellCauses();
    });
  }

  /** Takes whatever the host has posted. */
  take(message: Answer | Notice): void {
    const notice = this.#rpc.take(message);
    if (notice === undefined) return;
    if (notice.notice === "document") this.#showDocument(notice.document);
    else if (notice.notice === "do") this.act(notice.action, notice.on);
    else if (notice.notice === "found") this.finder.take(notice);
    else if (this.#catchingUp === undefined) this.#showCursor(notice.cursor);
  }

  /** The last cursor; 0 unless a document is open. */
  get length(): number {
    return this.store.state.cursor?.length ?? 0;
  }

  /** Why the run cannot be bent, or go on past what was recorded; undefined: it can. */
  get whyNotBendable(): string | undefined {
    const { document } = this.store.state;
    if (document?.state !== "open") return "no trace is open";
    return document.info.bendable === true ? undefined : document.info.bendable;
  }

  /**
   * Shows the cursor there at once and has the host follow. Past the last event the engine runs on,
   * if it can: the cursor is shown there once the host has said how far it came.
   */
  goTo(at: number): void {
    const { length } = this;
    const isPast = at > length && at < Infinity && this.whyNotBendable === undefined;
    const wanted = isPast ? at : Math.max(0, Math.min(length, at));
    if (this.store.state.document?.state !== "open" || wanted === this.store.state.at) return;
    this.store.set({ at: Math.min(length, wanted), problem: undefined });
    this.#wanted = wanted;
    this.#catchingUp ??= this.#catchUp();
  }

  move(events: number): void {
    this.goTo(this.store.state.at + events);
  }

  /** `on`: what it is to be done to. */
  act(action: ViewAction, on: Target = {}): void {
    const deeds: { readonly [A in ViewAction]: () => void } = {
      zoomIn: () => this.setZoom(zoomedIn(this.zoom, this.wholeZoom)),
      zoomOut: () => this.setZoom(zoomedOut(this.zoom, this.wholeZoom)),
      zoomReset: () => this.setZoom(undefined),
      fitRun: () => this.setZoom(this.wholeZoom),
      zoomToMessage: () => this.#fillWith(on.message),
      toggleAxis: () => this.#toggleAxis(),
      toggleCauses: () => this.#toggleCauses(),
      toggleRing: () => this.#toggleRing(),
      find: () => this.finder.open(),
      findNext: () => this.#find(1),
      findPrevious: () => this.#find(-1),
      findLost: () => this.finder.open(LOST_MESSAGES),
      showKeys: () => this.store.set({ areKeysShown: !this.store.state.areKeysShown }),
      focusTable: () => this.focus("table"),
      focusDiagram: () => this.focus("diagram"),
    };
    deeds[action]();
  }

  /** How large things are drawn. */
  get zoom(): number {
    return this.store.state.zoom ?? this.fittingZoom;
  }

  /** Why there is no axis of time; undefined: there is one. */
  get whyNotTimed(): string | undefined {
    const { document } = this.store.state;
    if (document?.state !== "open") return "no trace is open";
    return document.info.timed ? undefined : "the events of this trace have no times";
  }

  closeKeys(): void {
    this.store.set({ areKeysShown: false });
  }

  /** Undefined: so that the lifelines fit. */
  setZoom(wanted: number | undefined): void {
    const zoom = wanted === undefined ? undefined : limitedZoom(wanted, this.wholeZoom);
    this.store.set({ zoom });
    this.#memory.keep({ zoom });
  }

  /** Undefined: as wide as the picture. */
  setSplit(split: number | undefined): void {
    this.store.set({ split });
    this.#memory.keep({ split });
  }

  /** `on`: what it is to be done to, as far as the place says it where it was asked for. */
  invoke(command: HostCommand, on?: Target): void {
    this.store.set({ problem: undefined });
    const params = on === undefined ? { command } : { command, on };
    void this.#try(async () => this.#rpc.ask("invoke", params));
  }

  /** Does something to the run, at the cursor; what is refused is told. */
  intervene(does: Intervention): void {
    const problem = this.whyNotBendable;
    if (problem !== undefined) this.store.set({ problem });
    else void this.#follow(async () => this.#rpc.ask("intervene", { does }));
  }

  switchBranch(branch: BranchId): void {
    if (branch === this.store.state.cursor?.branch) return;
    void this.#follow(async () => this.#rpc.ask("switchBranch", { branch }));
  }

  /** Undefined when the host refused; the reason is then shown. */
  picture(window: WindowParams): Promise<Picture | undefined> {
    return this.#try(async () => this.#rpc.ask("window", window));
  }

  /** Undefined when the host refused; the reason is then shown. */
  farPicture(window: FarParams): Promise<FarPicture | undefined> {
    return this.#try(async () => this.#rpc.ask("farWindow", window));
  }

  /** Has the causes of an event shown for a window; undefined: there are none to show. */
  wantCauses(of: string, wanted: CausesParams | undefined): void {
    if (wanted === undefined) return this.store.set({ causes: undefined });
    this.#causes.renew(of);
    this.#causes.want(wanted);
  }

  #toggleCauses(): void {
    const showsCauses = !this.store.state.showsCauses;
    this.store.set({ showsCauses });
    this.#memory.keep({ causes: showsCauses });
    void this.#try(async () => this.#tellCauses());
  }

  #tellCauses(): Promise<null> {
    return this.#rpc.ask("showCauses", { shows: this.store.state.showsCauses });
  }

  #toggleRing(): void {
    const { cursor, showsRing } = this.store.state;
    if (cursor?.ring === undefined) {
      return this.store.set({ problem: "The nodes of this trace form no ring." });
    }
    this.store.set({ showsRing: !showsRing, problem: undefined });
    this.#memory.keep({ ring: !showsRing });
  }

  /** To the next hit, or the one before; without a search there is one to be asked for. */
  #find(steps: 1 | -1): void {
    if (!this.finder.store.state.isOpen) return this.finder.open();
    const { at } = this.store.state;
    const goTo = (hit: number) => this.goTo(hit);
    this.finder.goToNext({ at, steps, length: this.length, goTo });
  }

  #toggleAxis(): void {
    const problem = this.whyNotTimed;
    if (problem !== undefined) return this.store.set({ problem });
    const axis = this.store.state.axis === "order" ? "time" : "order";
    this.store.set({ axis });
    this.#memory.keep({ axis });
  }

  #fillWith(message: MessageId | undefined): void {
    if (message !== undefined && this.fillWith(message)) return;
    const problem = "Zoom to Message is in the menu of an arrow: zoom in until it is drawn.";
    this.store.set({ problem });
  }

  /** One request at a time; whatever was wanted in between but the last is skipped. */
  async #catchUp(): Promise<void> {
    while (this.#wanted !== undefined) {
      const cursor = this.#wanted;
      this.#wanted = undefined;
      const info = await this.#try(async () => this.#rpc.ask("goTo", { cursor }));
      if (info !== undefined) this.store.set({ cursor: info });
    }
    this.#catchingUp = undefined;
    this.store.set({ at: this.store.state.cursor?.at ?? 0 });
  }

  /** Asks for something that moves the cursor, once the cursor is where it was wanted before. */
  async #follow(ask: () => Promise<CursorInfo>): Promise<void> {
    this.store.set({ problem: undefined });
    await this.#catchingUp;
    const cursor = await this.#try(ask);
    if (cursor !== undefined) this.#showCursor(cursor);
  }

  #showDocument(document: DocumentState): void {
    const reading = this.store.state.reading + 1;
    this.store.set({ document, reading, problem: undefined });
    if (document.state === "open") this.#showCursor(document.info.cursor);
  }

  #showCursor(cursor: CursorInfo): void {
    this.store.set({ cursor, at: cursor.at });
  }

  async #try<R>(ask: () => Promise<R>): Promise<R | undefined> {
    try {
      return await ask();
    } catch (error) {
      this.store.set({ problem: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  }
}
