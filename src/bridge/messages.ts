/**
 * Everything that host and webview say to each other. The webview asks (`Request`), the host answers each request
 * once (`Answer`) and tells what changed (`Notice`). Nothing else crosses.
 */
import type { BranchId } from "../trace/ids.js";
import type { Picture } from "../render/spaceTime/picture.js";
import type { StateTable } from "../render/stateTable.js";

/** Bumped with every change of this file: a webview that outlived an update of the extension must be told. */
export const BRIDGE_VERSION = 1;

/** The most rows that one `window` may ask for: an answer must stay small enough to cross in a frame's time. */
export const MAX_WINDOW_ROWS = 2_000;

/** What the webview may ask, by name. */
export interface Requests {
  /** The first question of every webview; until it is answered the host sends nothing. */
  ready: { readonly params: { readonly bridgeVersion: number }; readonly result: DocumentState };
  /** The part of the picture that is (nearly) visible. */
  window: { readonly params: WindowParams; readonly result: Picture };
  /** Moves the document's cursor; answered once it has moved. */
  goTo: { readonly params: { readonly cursor: number }; readonly result: CursorInfo };
  /** Asks VS Code for something only it can do. */
  invoke: { readonly params: { readonly command: HostCommand }; readonly result: null };
}

export interface WindowParams {
  readonly branch: BranchId;
  /** Rows, both included; at most {@link MAX_WINDOW_ROWS}. */
  readonly from: number;
  readonly to: number;
  /** Pixels that the lifelines had best not exceed, at zoom 1. */
  readonly room: number;
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
  /** A command of VS Code (a key, the palette) wants the view to do something. */
  | { readonly notice: "do"; readonly action: ViewAction };

export const HOST_COMMANDS = ["reopenAsText", "goToEvent", "reload"] as const;
export type HostCommand = (typeof HOST_COMMANDS)[number];

export type ViewAction =
  "zoomIn" | "zoomOut" | "zoomReset" | "focusDiagram" | "focusTable" | "showKeys";

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
  readonly branch: BranchId;
  /** The last cursor of the branch. */
  readonly length: number;
  readonly timed: boolean;
  /** What could not be read, in sentences with line numbers; empty for a sound file. */
  readonly damage: readonly string[];
  readonly cursor: CursorInfo;
}

export interface CursorInfo {
  readonly at: number;
  readonly timeMs: number;
  /** One sentence about the event the cursor stands behind: what a screen reader says. */
  readonly sentence: string;
  readonly table: StateTable;
}
