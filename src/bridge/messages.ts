/**
 * Everything that host and webview say to each other. The webview asks (`Request`), the host
 * answers each request once (`Answer`) and tells what changed (`Notice`). Nothing else crosses.
 */
import type { Until } from "../query/until.js";
import type { BranchId, MessageId, NodeId } from "../trace/ids.js";
import type { Intervention } from "../trace/intervention.js";
import type { FarPicture, FarWindow } from "../render/overview/picture.js";
import type { AxisName, AxisScale } from "../render/spaceTime/axis.js";
import type { CausalView } from "../render/causes/causes.js";
import type { Picture } from "../render/spaceTime/picture.js";
import type { RingPicture } from "../render/ring/picture.js";
import type { StateTable } from "../render/stateTable.js";

/**
 * Bumped with every change of this file: a webview that outlived an update of the extension must be
 * told.
 */
export const BRIDGE_VERSION = 6;

/**
 * The most rows that one `window` gets: an answer must stay small enough to cross in a frame's
 * time.
 */
export const MAX_WINDOW_ROWS = 2_000;

/** The tallest and the widest far-out picture that may be asked for, in pixels. */
export const MAX_FAR_PX = 20_000;

/** What the webview may ask, by name. */
export interface Requests {
  /** The first question of every webview; until it is answered the host sends nothing. */
  ready: { readonly params: { readonly bridgeVersion: number }; readonly result: DocumentState };
  /** The part of the picture that is (nearly) visible. */
  window: { readonly params: WindowParams; readonly result: Picture };
  /** A part of the run drawn so small that rows cannot be told apart. */
  farWindow: { readonly params: FarParams; readonly result: FarPicture };
  /** What led to an event and what it led to, for a window of the detailed picture or for none. */
  causes: { readonly params: CausesParams; readonly result: CausalView };
  /** Whether they are shown: an exported picture begins with what the page looks like. */
  showCauses: { readonly params: { readonly shows: boolean }; readonly result: null };
  /**
   * Begins to look for something in the whole run, and ends the search before it. What is found
   * comes as notices; the answer is what is wrong with the text, or null.
   */
  find: { readonly params: FindParams; readonly result: string | null };
  /** Nothing is looked for any more. */
  stopFinding: { readonly params: Record<string, never>; readonly result: null };
  /**
   * Moves the document's cursor; answered once it has moved. Past the end of what was recorded the
   * engine runs on, where there is one: the answer says how far it came.
   */
  goTo: { readonly params: { readonly cursor: number }; readonly result: CursorInfo };
  /**
   * Does something to the run at the cursor: an edit, unless the same choice was made there before.
   */
  intervene: { readonly params: { readonly does: Intervention }; readonly result: CursorInfo };
  /** Goes forwards until an event is what was waited for. */
  run: { readonly params: { readonly until: Until }; readonly result: CursorInfo };
  /** Shows another branch: at the cursor where both are the same, else where they part. */
  switchBranch: { readonly params: { readonly branch: BranchId }; readonly result: CursorInfo };
  renameBranch: {
    readonly params: { readonly branch: BranchId; readonly name: string };
    readonly result: null;
  };
  deleteBranch: { readonly params: { readonly branch: BranchId }; readonly result: null };
  /**
   * Asks VS Code for something only it can do. `on` is what it is to be done to, where a command
   * can be told.
   */
  invoke: {
    readonly params: { readonly command: HostCommand; readonly on?: Target };
    readonly result: null;
  };
}

/** Something in the picture or the table that commands can be told to act on. */
export interface Target {
  readonly node?: NodeId;
  readonly timer?: string;
  readonly message?: MessageId;
  readonly branch?: BranchId;
  /** The event's number. */
  readonly at?: number;
}

/** `data-vscode-context`: what VS Code's context menus know of the place they were opened at. */
export interface MenuContext extends Target {
  readonly webviewSection: MenuSection;
  /** Of a message: it is held. */
  readonly held?: boolean;
  /** Of a node: it is not crashed. */
  readonly up?: boolean;
  readonly preventDefaultContextMenuItems: true;
}

export type MenuSection = "message" | "node" | "timer" | "event" | "branch";

export interface WindowParams {
  readonly branch: BranchId;
  readonly axis: AxisName;
  /** Heights on that axis, in pixels at zoom 1 from the top of the branch. */
  readonly y1: number;
  readonly y2: number;
  /** Pixels that the lifelines had best not exceed, at zoom 1. */
  readonly room: number;
}

/** The event, and the events of a window; none when `to` < `from`. */
export interface CausesParams {
  readonly branch: BranchId;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface FindParams {
  readonly branch: BranchId;
  /** As `query/search/syntax.ts` reads it. */
  readonly text: string;
  /** Comes back with what is found. */
  readonly search: number;
}

/** The longest text that may be looked for. */
export const MAX_SEARCH = 1_000;

/** The host knows the scale of the axis. */
export interface FarParams extends Omit<FarWindow, "scale"> {
  readonly branch: BranchId;
  readonly axis: AxisName;
}

export type RequestName = keyof Requests;

export type Request = {
  [N in RequestName]: {
    /** Counts from 1; the answer carries it back. */
    readonly id: number;
    readonly request: N;
    readonly params: Requests[N]["params"];
  };
}[RequestName];

/** `id` is 0 when the host could not make out which request it refuses. */
export type Answer =
  | { readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly id: number; readonly ok: false; readonly problem: string };

/** What the host tells without being asked. */
export type Notice =
  | { readonly notice: "cursor"; readonly cursor: CursorInfo }
  | { readonly notice: "document"; readonly document: DocumentState }
  /** Further events that were looked for, in order, and how far the search has come. */
  | {
      readonly notice: "found";
      readonly search: number;
      readonly hits: readonly number[];
      readonly searched: number;
    }
  /** A command of VS Code (a key, the palette) wants the view to do something. */
  | { readonly notice: "do"; readonly action: ViewAction; readonly on?: Target };

/** What a page may ask VS Code to do; `commandKeys.ts` has their keys. */
export const HOST_COMMANDS = [
  ...["reopenAsText", "goToEvent", "reload", "runUntil", "stepNode"],
  ...["forceTimer", "crashNode", "crashDuringStep", "restartNode", "isolateNode", "setClock"],
  ...["sendCommand", "cutLink", "restoreLink", "partition", "heal"],
  ...["receiveMessage", "dropMessage", "duplicateMessage", "delayMessage"],
  ...["holdMessage", "releaseMessage"],
  ...["slowDisk", "forgeMessage", "addNode", "removeNode", "addLink", "removeLink"],
  ...["switchBranch", "renameBranch", "deleteBranch", "goToBranchStart"],
  ...["goToCause", "goToEffect"],
  ...["exportPicture", "copyAsMermaid", "copyAsText"],
] as const;
export type HostCommand = (typeof HOST_COMMANDS)[number];

export type ViewAction =
  | ("zoomIn" | "zoomOut" | "zoomReset" | "fitRun" | "zoomToMessage" | "toggleAxis")
  | ("toggleCauses" | "toggleRing" | "find" | "findNext" | "findPrevious" | "findLost")
  | ("focusDiagram" | "focusTable" | "showKeys");

/** A document is being read, or could not be read, or is open. */
export type DocumentState =
  | { readonly state: "opening"; readonly title: string; readonly perMille: number }
  | {
      readonly state: "refused";
      readonly title: string;
      /** Sentences with line numbers, at least one. */
      readonly problems: readonly string[];
    }
  | { readonly state: "open"; readonly info: DocumentInfo };

export interface DocumentInfo {
  readonly title: string;
  /** Empty when no engine of ours made the trace. */
  readonly protocol: string;
  readonly timed: boolean;
  /** What could not be read, in sentences with line numbers; empty for a sound file. */
  readonly damage: readonly string[];
  /** In the order in which they were opened; at least the first. */
  readonly branches: readonly BranchInfo[];
  readonly verification: VerificationInfo;
  /**
   * True: the run can be bent and goes on past what was recorded. Else a sentence why not (yet).
   */
  readonly bendable: true | string;
  readonly cursor: CursorInfo;
}

/** One line of the list of branches. */
export interface BranchInfo {
  readonly id: BranchId;
  /** What a person called it. */
  readonly name?: string;
  /** What sets it apart: `as recorded`, or `force Ben's election timer, after event 12`. */
  readonly words: string;
  readonly parent?: BranchId;
  /** Events that it shares with its parent. */
  readonly after: number;
  readonly length: number;
}

/** Whether the engine makes the recorded run again. */
export interface VerificationInfo {
  readonly state: "running" | "verified" | "diverged" | "recorded only";
  /** A few: `verified`, or `diverged at event 12`. */
  readonly words: string;
  /** A sentence: what was found, and what it means for bending the run. */
  readonly sentence: string;
  /** Of a trace made from a log: what the log does not say, in sentences; else absent. */
  readonly inferred?: readonly string[];
}

export interface CursorInfo {
  /** The branch that is shown. */
  readonly branch: BranchId;
  /** Its last cursor: it grows when the engine runs on. */
  readonly length: number;
  readonly at: number;
  readonly timeMs: number;
  /** One sentence about the event the cursor stands behind: what a screen reader says. */
  readonly sentence: string;
  readonly table: StateTable;
  /** Absent where the trace tells of no ring. */
  readonly ring?: RingPicture;
  /** Where it stands on each axis that the trace has: first by order, then by time. */
  readonly places: readonly [AxisPlace, ...AxisPlace[]];
}

/** A branch along an axis, and the cursor on it: pixels at zoom 1 from the top of the branch. */
export interface AxisPlace {
  readonly scale: AxisScale;
  /** Of the whole branch. */
  readonly height: number;
  /** The cursor's line. */
  readonly y: number;
}
