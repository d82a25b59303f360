/** `npm run bench`: what the goals say about speed, measured here and now. One core. */
import { measureOverviews } from "./overview.js";
import { measureEventRates } from "./simulator.js";
import { measureSeeks } from "./seek.js";
import { printTable } from "./table.js";

async function main(): Promise<void> {
  printTable("Events a second (of processor time), five-node Raft", measureEventRates());
  printTable("A trace of 100,000 events", await measureSeeks());
  printTable("A picture of the whole run (processor time)", await measureOverviews());
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
