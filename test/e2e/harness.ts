/** All that an end-to-end test needs, in one import. */

export { repository, temporaryFolder } from "./folders.js";
export { runInHost, type InHostOptions, type InHostReport } from "./inHostRun.js";
export { startPlace, type Place } from "./place.js";
export { runCommand } from "./quickInput.js";
export { startServer, type Server, type ServerOptions, type Settings } from "./server.js";
export { waitFor, within } from "./waiting.js";
export * from "./workbench.js";
