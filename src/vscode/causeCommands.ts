/** What led to an event, and what it led to: by commands, and for an editor's page. */
import type { CausesParams, Target } from "../bridge/messages.js";
import { Refusal } from "../bridge/serve.js";
import { causalView, type CausalView } from "../render/causes/causes.js";
import { sentenceFor } from "../render/narration.js";
import type { Causality } from "../trace/causality.js";
import { displayText } from "../trace/displayText.js";
import { pickOne } from "./asking.js";
import type { Choice } from "./choices.js";
import type { TraceDocument } from "./traceDocument.js";

/** For the branch that is shown. Throws a {@link Refusal} for any other one. */
export function causesFor(
  document: TraceDocument,
  { branch, at, from, to }: CausesParams,
): CausalView {
  const { trace, causality } = document.opened();
  const length = document.length ?? 0;
  if (branch !== document.branch) {
    throw new Refusal(`branch: expected ${document.branch}, found ${branch}`);
  }
  if (at > length) throw new Refusal(`at: expected an event 1 to ${length}, found ${at}`);
  return causalView(trace, branch, at, { from, to: Math.min(to, length) }, causality.of(branch));
}

/** To the event that led to this one; one of several is asked for. */
export async function goToCause(document: TraceDocument, on: Target): Promise<void> {
  const none = "No message and no notice led to this event.";
  await goToOne(document, on, { title: "Go to Cause", none }, (causality, at) =>
    causality.causesOf(at),
  );
}

/** To what the event led to; one of several is asked for. */
export async function goToEffect(document: TraceDocument, on: Target): Promise<void> {
  const none = "No message of this event has led to another event.";
  await goToOne(document, on, { title: "Go to Effect", none }, (causality, at) =>
    causality.effectsOf(at),
  );
}

async function goToOne(
  document: TraceDocument,
  { at = document.cursor }: Target,
  question: { readonly title: string; readonly none: string },
  find: (causality: Causality, at: number) => readonly number[],
): Promise<void> {
  const { trace, causality } = document.opened();
  const { branch } = document;
  const found = at === 0 ? [] : find(causality.of(branch), at);
  if (found.length === 0) throw new Refusal(question.none);
  const choices = found.map((event): Choice<number> => ({
    label: displayText(sentenceFor(trace, branch, event), 200),
    value: event,
  }));
  const chosen = await pickOne({ ...question, isObvious: true }, choices);
  if (chosen !== undefined) document.goTo(chosen);
}
