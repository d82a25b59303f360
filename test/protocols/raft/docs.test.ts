import { describeDocs } from "../../protocol/kit/engineDocs.js";

describeDocs({
  engine: "raft",
  first: ["traces/raft-first-election.scenario"],
  tellsStages: false,
  matrixFrom: "Stages: ",
});
