import { describeDocs } from "../../protocol/kit/engineDocs.js";

describeDocs({ engine: "raft-ladder", tellsStages: true, matrixFrom: "| scenario | 0 |" });
