/**
 * Each intervention's rules: either the one event that it makes, or a sentence why it does not
 * apply.
 */
import type { Intervention, InterventionType } from "../trace/intervention.js";
import { linkRules } from "./linkRules.js";
import { messageRules } from "./messageRules.js";
import { nodeRules } from "./nodeRules.js";
import type { Hands, Refusal, Rules } from "./rules.js";
import type { RunState } from "./runState.js";
import type { SimStep } from "./step.js";
import type { Stepper } from "./stepper.js";

const RULES: Rules<InterventionType> = { ...nodeRules, ...linkRules, ...messageRules };

/** Applies it, or says why not; then nothing has changed. */
export function applyIntervention(
  run: RunState,
  stepper: Stepper,
  does: Intervention,
): SimStep | Refusal {
  if (!Object.hasOwn(RULES, does.type)) {
    const known = Object.keys(RULES).join(", ");
    return `unknown intervention ${JSON.stringify(does.type)}; known: ${known}`;
  }
  const rule = RULES[does.type] as (hands: Hands, does: Intervention) => SimStep | Refusal;
  return rule({ run, stepper }, does);
}
