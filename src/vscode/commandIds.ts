import { HOST_COMMANDS, type HostCommand, type ViewAction } from "../bridge/messages.js";

/** What a page may ask VS Code to do, as commands. */
export const hostCommandIds = Object.fromEntries(
  HOST_COMMANDS.map((command) => [command, `lockstep.${command}`]),
) as { readonly [C in HostCommand]: `lockstep.${C}` };

/** Commands that need no page. */
export const freeCommandIds = {
  openAsTrace: "lockstep.openAsTrace",
  chooseExecution: "lockstep.chooseExecution",
  compareWithStage: "lockstep.compareWithStage",
  newRun: "lockstep.newRun",
  openExample: "lockstep.openExample",
  runScenario: "lockstep.runScenario",
  runAndOpenScenario: "lockstep.runAndOpenScenario",
} as const;

/** Commands that the page carries out. */
export const viewActionIds: { readonly [A in ViewAction]: string } = {
  focusDiagram: "lockstep.focusDiagram",
  focusTable: "lockstep.focusTable",
  showKeys: "lockstep.showKeys",
  zoomIn: "lockstep.zoomIn",
  zoomOut: "lockstep.zoomOut",
  zoomReset: "lockstep.zoomReset",
  fitRun: "lockstep.fitRun",
  zoomToMessage: "lockstep.zoomToMessage",
  toggleAxis: "lockstep.toggleAxis",
  toggleCauses: "lockstep.toggleCauses",
  toggleRing: "lockstep.toggleRing",
  find: "lockstep.find",
  findNext: "lockstep.findNext",
  findPrevious: "lockstep.findPrevious",
  findLost: "lockstep.findLost",
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
