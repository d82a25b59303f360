import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { openLog } from "../../src/interop/import.js";
import { layout } from "../../src/render/spaceTime/layout.js";
import { openTrace } from "../../src/trace/reader.js";
import { FIRST_BRANCH } from "../../src/trace/records.js";
import { messageTip } from "../../src/webview/diagram/tipText.js";
import { good } from "../simulator/runs.js";

const pause = () => Promise.resolve();

it("of a message without words the tip says what its events say", async () => {
  const source = "test/samples/shiviz/govector-RpcClientServer.log";
  const log = good(await openLog(readFileSync(source), { source, pause }));
  const { bytes } = good(await log.trace());
  const { trace } = good(await openTrace(bytes, { source, pause }));
  expect(messageTip(layout(trace, FIRST_BRANCH, 1, 10), 1)).toBe(
    "client → server\n" +
      "sent in event 2 (Making RPC call), received in event 4 (Received RPC request)",
  );
  expect(messageTip(layout(trace, FIRST_BRANCH, 3, 10), 1)).toContain("sent in event 2, received");
});

it("of a message with words the tip begins with them", async () => {
  const source = "traces/raft-first-election.trace.jsonl";
  const { trace } = good(await openTrace(readFileSync(source), { source, pause }));
  const [message] = trace.messages(FIRST_BRANCH, 1, 20);
  expect(messageTip(layout(trace, FIRST_BRANCH, 1, 20), message?.id ?? 0)).toMatch(
    /^RequestVote t1\n\S+ → \S+\nsent in event \d+, received in event \d+$/,
  );
});
