import { describeDocs, describeRows } from "../../protocol/kit/engineDocs.js";
import { tokenRing } from "../../../src/protocols/token-ring/tokenRing.js";

describeDocs({ engine: "token-ring", tellsStages: true, matrixFrom: "Stages: " });
describeRows(tokenRing);
