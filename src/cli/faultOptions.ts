/** The options of a run under random faults. */
import { bad, ok, type Result } from "../base/result.js";
import { unknownWord } from "../base/suggest.js";
import { FAULT_KINDS, type FaultKind } from "../protocol/faults.js";
import { usualPlan, type FaultPlan } from "../protocol/kit/faultPlan.js";
import type { Setup } from "../simulator/setup.js";
import type { GivenArguments } from "./command.js";
import { integerOf, timeOf, valueOf, type OptionSpecs } from "./options.js";

const MOST_FAULTS = 100_000;
const SECONDS_UNLESS_SAID = 10;

export const FAULT_OPTIONS: OptionSpecs = {
  faults: {
    value: "N",
    about: "So many random faults, drawn from the seed; then everything heals and must recover.",
  },
  for: {
    value: "TIME",
    about: `How long faults begin, such as 30s; ${SECONDS_UNLESS_SAID}s unless said otherwise.`,
  },
  "fault-kinds": {
    value: "A,B,…",
    about: "Only these kinds; unless said otherwise all that the protocol survives.",
  },
};

/** The plan that the options ask for; undefined when they ask for none. */
export function readPlan(given: GivenArguments, setup: Setup): Result<FaultPlan | undefined> {
  const faults = integerOf(given, "faults", 1, MOST_FAULTS);
  if (!faults.ok) return faults;
  if (faults.value === undefined) {
    const stray = ["for", "fault-kinds"].find((option) => given.values.has(option));
    return stray === undefined
      ? ok(undefined)
      : bad(`--${stray}: expected --faults N with it, found none`);
  }
  const untilMs = timeOf(given, "for");
  if (!untilMs.ok) return untilMs;
  const kinds = readKinds(valueOf(given, "fault-kinds"));
  if (!kinds.ok) return kinds;
  const chosen = kinds.value === undefined ? {} : { kinds: kinds.value };
  const wish = {
    faults: faults.value,
    untilMs: untilMs.value ?? SECONDS_UNLESS_SAID * 1000,
    ...chosen,
  };
  const nodes = setup.nodes.map(({ id }) => id);
  return ok(usualPlan(setup.protocol, nodes, wish));
}

function readKinds(text: string | undefined): Result<readonly FaultKind[] | undefined> {
  if (text === undefined) return ok(undefined);
  const words = text.split(",").map((word) => word.trim());
  const unknown = words.find((word) => !FAULT_KINDS.some((kind) => kind === word));
  if (unknown === undefined) return ok(words as FaultKind[]);
  return bad(`--fault-kinds: ${unknownWord("kind of fault", unknown, FAULT_KINDS)}`);
}
