import { describeDocs, describeRows } from "../../protocol/kit/engineDocs.js";
import { mutexServer } from "../../../src/protocols/mutex-server/mutexServer.js";

describeDocs({ engine: "mutex-server", tellsStages: true, matrixFrom: "Stages: " });
describeRows(mutexServer);
