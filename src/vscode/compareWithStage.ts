/** "Compare with Stage…": the same storm at another stage, beside the run it was made for. */
import * as vscode from "vscode";
import { describeBadInput } from "../base/result.js";
import { Refusal } from "../bridge/serve.js";
import { findProtocol } from "../protocols/catalogue.js";
import { differenceWords } from "../render/comparison/comparison.js";
import { cursorsAt } from "../session/comparison/alignment.js";
import { compareStages, type Comparison } from "../session/comparison/compareStages.js";
import { FIRST_BRANCH } from "../trace/records.js";
import { pickOne } from "./asking.js";
import { delay } from "./delay.js";
import { orRefuse } from "./openRun.js";
import type { TraceDocument } from "./traceDocument.js";
import type { TraceEditorProvider } from "./traceEditorProvider.js";
import type { TraceViews } from "./traceViews.js";
import { nameOf } from "./uriFile.js";

/** `wanted`: the stage, when another command says which. */
export async function compareWithStage(
  provider: TraceEditorProvider,
  views: TraceViews,
  wanted?: unknown,
): Promise<void> {
  const document = views.meant?.document;
  if (document === undefined) return;
  try {
    await compare(provider, document, wanted);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    void vscode.window.showWarningMessage(error.message);
  }
}

async function compare(
  provider: TraceEditorProvider,
  document: TraceDocument,
  wanted: unknown,
): Promise<void> {
  const { trace } = await document.whenBendable();
  const { engine } = trace.header;
  const protocol = orRefuse(findProtocol(engine?.protocol ?? ""));
  const own = engine?.stage ?? "";
  const question = { title: `Compare ${own} with Stage`, none: "The engine has one stage alone." };
  const others = protocol.stages
    .filter(({ name }) => name !== own)
    .map(({ name, teaches }) => ({ label: name, description: teaches, value: name }));
  const told = others.find(({ value }) => value === wanted)?.value;
  const stage = told ?? (await pickOne(question, others));
  if (stage === undefined) return;
  const path = { trace, branch: document.branch };
  const title = `Comparing with stage ${stage}`;
  const compared = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (_progress, cancellation) => {
      const abort = new AbortController();
      cancellation.onCancellationRequested(() => abort.abort());
      const options = { pause: () => delay(0), signal: abort.signal };
      return compareStages(path, protocol, [own, stage], options);
    },
  );
  if (!compared.ok) throw new Refusal(compared.problems.map(describeBadInput).join("; "));
  await show(provider, document, compared.value);
}

/** Both stand at their first difference. */
async function show(
  provider: TraceEditorProvider,
  document: TraceDocument,
  comparison: Comparison,
): Promise<void> {
  const { right, pairs, difference } = comparison;
  const cursors = difference && cursorsAt(pairs, difference.place);
  if (cursors !== undefined) document.goTo(cursors.left);
  const name = nameOf(document.uri).replace(/\.trace\.jsonl$/, "");
  const bytes = new TextEncoder().encode(right.lines.join(""));
  await provider.openNewRun(`${name}-stage-${right.stage}`, bytes, {
    column: vscode.ViewColumn.Beside,
    position: { branch: FIRST_BRANCH, cursor: cursors?.right ?? 0 },
  });
  void vscode.window.showInformationMessage(differenceWords(comparison).join(" "));
}
