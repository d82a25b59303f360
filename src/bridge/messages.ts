/**
 * Everything that host and webview say to each other. The webview asks (`Request`), the host answers each request
 * once (`Answer`) and tells what changed (`Notice`). Nothing else crosses.
 */
import type { BranchId } from "../trace/ids.js";
import type { Picture } from "../render/spaceTime/picture.js";
import type { StateTable } from "../render/stateTable.js";

export const BRIDGE_VERSION = 1;

/** What the webview may ask, by name. */
export interface Requests {
  /** The first question of every webview; until it is answered the host sends nothing. */
  ready: { readonly params: { readonly bridgeVersion: number }; readonly result: DocumentInfo };
  /** The part of the picture that is (nearly) visible. */
  window: {
    readonly params: { readonly branch: BranchId; readonly from: number; readonly to: number };
    readonly result: Picture;
  };
  /** Moves the document's cursor; answered once it has moved. */
  goTo: { readonly params: { readonly cursor: number }; readonly result: CursorInfo };
  /** What is to be seen at the cursor. */
  cursor: { readonly params: Record<string, never>; readonly result: CursorInfo };
}

export type RequestName = keyof Requests;

export type Request = {
  [N in RequestName]: {
    readonly id: number;
    readonly request: N;
    readonly params: Requests[N]["params"];
  };
}[RequestName];

export type Answer =
  | { readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly id: number; readonly ok: false; readonly problem: string };

/** What the host tells without being asked. */
export type Notice =
  | { readonly notice: "cursor"; readonly cursor: CursorInfo }
  | { readonly notice: "document"; readonly document: DocumentInfo }
  /** A command of VS Code (a key, the palette) wants the view to do something. */
  | { readonly notice: "do"; readonly action: ViewAction };

export type ViewAction = "zoomIn" | "zoomOut" | "zoomReset" | "focusDiagram" | "focusTable";

export interface DocumentInfo {
  readonly title: string;
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
