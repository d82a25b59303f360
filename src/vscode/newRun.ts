/** "New Run…": asks for an engine and its world, lets it run, and opens what was recorded. */
import * as vscode from "vscode";
import { bad, ok, type Result } from "../base/result.js";
import type { AnyProtocol } from "../protocol/protocol.js";
import { catalogue } from "../protocols/catalogue.js";
import { RecordedRun } from "../session/recordedRun.js";
import { makeSetup, type Setup, type SetupWish } from "../simulator/setup.js";
import { DEFAULT_NETWORK } from "../trace/network.js";
import { askNumber, pickOne } from "./asking.js";
import { delay } from "./delay.js";
import { nodesWish, readLatency, splitNames, usualNames } from "./runWishes.js";
import type { TraceEditorProvider } from "./traceEditorProvider.js";

const USUAL_EVENTS = 300;
const MOST_EVENTS = 100_000;
const EVENTS_BETWEEN_PAUSES = 500;

export async function newRun(provider: TraceEditorProvider): Promise<void> {
  const setup = await askForSetup();
  if (setup === undefined) return;
  const events = await askNumber({
    title: "New Run (6/6): Events",
    prompt: "How many events to record at first; the run goes on when you step past them",
    usual: USUAL_EVENTS,
    min: 1,
    max: MOST_EVENTS,
  });
  if (events === undefined) return;
  const title = `Recording a run of ${setup.protocol.title}`;
  const run = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (progress, cancellation) => record(setup, events, progress, cancellation),
  );
  await provider.openNewRun(`${setup.protocol.name}-run`, run);
}

/** Each answer is checked by the engine before the next question is asked. */
async function askForSetup(): Promise<Setup | undefined> {
  const protocol = await pickOne(
    { title: "New Run (1/6): Engine", none: "There is no engine.", isObvious: false },
    catalogue.map((value) => ({ label: value.title, description: value.source, value })),
  );
  if (protocol === undefined) return undefined;
  const stage = await pickOne(
    { title: "New Run (2/6): Stage", none: "The engine has no stages." },
    protocol.stages
      .map(({ name, teaches }) => ({ label: name, description: teaches, value: name }))
      .reverse(),
  );
  if (stage === undefined) return undefined;
  let wish: SetupWish | undefined = { stage };
  wish = await askForWish(protocol, wish, nodesQuestion(protocol));
  wish = wish && (await askForWish(protocol, wish, SEED_QUESTION));
  wish = wish && (await askForWish(protocol, wish, NETWORK_QUESTION));
  const setup = wish && makeSetup(protocol, wish);
  return setup?.ok === true ? setup.value : undefined;
}

interface WishQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  readonly read: (text: string) => Result<SetupWish>;
}

function nodesQuestion(protocol: AnyProtocol): WishQuestion {
  return {
    title: "New Run (3/6): Nodes",
    prompt: "Their names, separated by commas",
    value: usualNames(protocol).join(", "),
    read: (text) => ok({ nodes: nodesWish(protocol, splitNames(text)) }),
  };
}

const SEED_QUESTION: WishQuestion = {
  title: "New Run (4/6): Seed",
  prompt: "A whole number that decides every random choice: the same seed is the same run",
  value: "1",
  read: (text) => {
    if (/^\s*-?\d{1,15}\s*$/.test(text)) return ok({ seed: Number(text) });
    return bad(`Expected a whole number, found ${text.trim() || "nothing"}`);
  },
};

const { latencyMsMin, latencyMsMax, dropPerMille } = DEFAULT_NETWORK;

const NETWORK_QUESTION: WishQuestion = {
  title: "New Run (5/6): Network",
  prompt: "Latency in ms, then how many of a thousand messages get lost",
  value: `${latencyMsMin}..${latencyMsMax}, ${dropPerMille}`,
  read: (text) => {
    const network = readLatency(text);
    return network.ok ? ok({ network: network.value }) : network;
  },
};

/** All wishes so far with the answer's; undefined when the person went away. */
async function askForWish(
  protocol: AnyProtocol,
  sofar: SetupWish,
  { title, prompt, value, read }: WishQuestion,
): Promise<SetupWish | undefined> {
  const check = (text: string): Result<SetupWish> => {
    const wish = read(text);
    if (!wish.ok) return wish;
    const all = { ...sofar, ...wish.value };
    const setup = makeSetup(protocol, all);
    return setup.ok ? ok(all) : setup;
  };
  const validateInput = (text: string) => {
    const checked = check(text);
    return checked.ok ? undefined : checked.problems.map(({ problem }) => problem).join("; ");
  };
  const answer = await vscode.window.showInputBox({ title, prompt, value, validateInput });
  if (answer === undefined) return undefined;
  const checked = check(answer);
  return checked.ok ? checked.value : undefined;
}

/** The run as a trace's bytes; shorter when somebody has seen enough. */
async function record(
  setup: Setup,
  events: number,
  progress: vscode.Progress<{ readonly increment: number }>,
  cancellation: vscode.CancellationToken,
): Promise<Uint8Array> {
  const lines: string[] = [];
  const run = new RecordedRun(setup, (line) => lines.push(line));
  while (run.at < events && run.step() !== undefined) {
    if (run.at % EVENTS_BETWEEN_PAUSES !== 0) continue;
    progress.report({ increment: (EVENTS_BETWEEN_PAUSES * 100) / events });
    await delay(0);
    if (cancellation.isCancellationRequested) break;
  }
  run.finish();
  return new TextEncoder().encode(lines.join(""));
}
