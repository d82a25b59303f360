/** What is shipped under `traces`: recorded runs, and scenarios that are run when they open. */
import { findProtocol } from "../../protocols/catalogue.js";
import { stageRanges } from "../../session/scenario/stageRanges.js";
import { openScenario, stagesOf, type OpenedScenario } from "../../session/scenario/stageRuns.js";
import type { StageOutcome } from "../../session/scenario/syntax.js";
import { displayText } from "../../trace/displayText.js";
import type { HeaderRecord } from "../../trace/records.js";

export const TRACE_FILE = ".trace.jsonl";
export const SCENARIO_FILE = ".scenario";

/** One line of the gallery. */
export interface ExampleWords {
  /** The protocol's name for people. */
  readonly group: string;
  readonly title: string;
  /** `✗ 10..11  ✓ 12..24`: the stages at which it fails and passes. */
  readonly outcome: string;
  /** What to watch: the first sentence of the story. */
  readonly about: string;
}

/** How a scenario can be looked at. */
export interface Showing {
  readonly words: string;
  readonly about: string;
  /** One stage, or two to be compared. */
  readonly stages: readonly string[];
}

export function scenarioWords(opened: OpenedScenario): ExampleWords {
  const { scenario, protocol, source, ownStage } = opened;
  const fails = stageRanges(claimed(opened, "fails"), allStages(opened));
  const passes = stageRanges(claimed(opened, "passes"), allStages(opened));
  // Where it passes in several places, the one at which it was meant to be seen says enough.
  const shown = passes.includes(",") ? ownStage : passes;
  return {
    group: protocol.title,
    title: displayText(scenario.title ?? source, 80),
    outcome: [fails && `✗ ${fails}`, shown && `✓ ${shown}`]
      .filter((words) => words !== "")
      .join("  "),
    about: firstSentence(scenario.about ?? ""),
  };
}

export function traceWords(header: HeaderRecord, source: string): ExampleWords {
  const protocol = findProtocol(header.engine?.protocol ?? "");
  return {
    group: protocol.ok ? protocol.value.title : "Recorded",
    title: displayText(header.title ?? source, 80),
    outcome: "recorded",
    about: firstSentence(header.about ?? ""),
  };
}

/**
 * The last stage at which it fails, the first after that at which it passes, and both side by side;
 * just its own stage when it is the same at all of them.
 */
export function showings(opened: OpenedScenario): readonly Showing[] {
  const all = allStages(opened);
  const failing = claimed(opened, "fails").at(-1);
  const passing = claimed(opened, "passes").find(
    (stage) => failing === undefined || all.indexOf(stage) > all.indexOf(failing),
  );
  const show = (words: string, ...stages: readonly string[]): Showing => {
    const { teaches = "" } =
      opened.protocol.stages.find(({ name }) => name === stages.at(-1)) ?? {};
    return { words, about: teaches, stages };
  };
  if (failing === undefined || passing === undefined) return [show("Run", opened.ownStage)];
  return [
    show(`✗ Stage ${failing}: see it fail`, failing),
    show(`✓ Stage ${passing}: see it pass`, passing),
    { ...show("Both, side by side", failing, passing), about: "the same is done to both" },
  ];
}

/**
 * What the copy of a scenario's run is called: another name for each run with other content, so
 * that nobody is asked which one to keep who changed none.
 */
export function copyName(scenarioFile: string, stage: string, besideStage?: string): string {
  const name = scenarioFile.slice(0, -SCENARIO_FILE.length);
  const beside = besideStage === undefined ? "" : `-beside-${besideStage}`;
  return `${name}-stage-${stage}${beside}${TRACE_FILE}`;
}

/** The scenario in that text, if it is sound. */
export function readScenario(text: string, source: string): OpenedScenario | undefined {
  const opened = openScenario(text, source, findProtocol);
  return opened.ok ? opened.value : undefined;
}

function claimed(opened: OpenedScenario, outcome: StageOutcome): readonly string[] {
  return stagesOf(opened, "claimed").filter((stage) => opened.claims.get(stage) === outcome);
}

function allStages({ protocol }: OpenedScenario): readonly string[] {
  return protocol.stages.map(({ name }) => name);
}

function firstSentence(text: string): string {
  const end = /[.?!](?:\s|$)/.exec(text)?.index;
  return displayText(end === undefined ? text : text.slice(0, end + 1), 200);
}
