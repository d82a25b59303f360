import type { HostCommand, ViewAction } from "../bridge/messages.js";

/** What a page may ask VS Code to do, as commands. */
export const hostCommandIds: { readonly [C in HostCommand]: string } = {
  goToEvent: "lockstep.goToEvent",
  reload: "lockstep.reload",
  reopenAsText: "lockstep.reopenAsText",
};

/** Commands that the page carries out. */
export const viewActionIds: { readonly [A in ViewAction]: string } = {
  focusDiagram: "lockstep.focusDiagram",
  focusTable: "lockstep.focusTable",
  showKeys: "lockstep.showKeys",
  zoomIn: "lockstep.zoomIn",
  zoomOut: "lockstep.zoomOut",
  zoomReset: "lockstep.zoomReset",
};

/** Commands that move the cursor by so many events; an end counts as infinitely far. */
export const moveIds: { readonly [id: string]: number } = {
  "lockstep.step": 1,
  "lockstep.stepBack": -1,
  "lockstep.pageForward": 10,
  "lockstep.pageBack": -10,
  "lockstep.first": -Infinity,
  "lockstep.last": Infinity,
};
