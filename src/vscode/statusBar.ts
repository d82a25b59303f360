/** What the status bar says of the active trace editor, at its right. */
import * as vscode from "vscode";
import type { VerificationInfo } from "../bridge/messages.js";
import { hostCommandIds } from "./commandIds.js";
import type { TraceDocument } from "./traceDocument.js";
import type { TraceViews } from "./traceViews.js";

/** "Event 12/90 · 153 ms", the branch, and whether the run is verified. */
export function registerStatusBar(views: TraceViews): vscode.Disposable {
  const items = [
    makeItem("cursor", "Lockstep: Event", 102, describeCursor),
    makeItem("branch", "Lockstep: Branch", 101, describeBranch),
    makeItem("verification", "Lockstep: Verification", 100, describeVerification),
  ];
  let shown: TraceDocument | undefined;
  let stops: readonly (() => void)[] = [];
  const update = () => items.forEach((item) => item.update(shown));
  const follow = () => {
    const document = views.active?.document;
    if (document !== shown) {
      stops.forEach((stop) => stop());
      stops =
        document === undefined ? [] : [document.moved.add(update), document.changed.add(update)];
      shown = document;
    }
    update();
  };
  follow();
  return vscode.Disposable.from(...items, views.onDidChangeActive(follow), {
    dispose: () => stops.forEach((stop) => stop()),
  });
}

/** Sets the item's text, or leaves it hidden. */
type Describe = (item: vscode.StatusBarItem, document: TraceDocument) => boolean;

function makeItem(id: string, name: string, priority: number, describe: Describe) {
  const alignment = vscode.StatusBarAlignment.Right;
  const item = vscode.window.createStatusBarItem(`lockstep.${id}`, alignment, priority);
  item.name = name;
  return {
    update: (document: TraceDocument | undefined) => {
      if (document !== undefined && describe(item, document)) item.show();
      else item.hide();
    },
    dispose: () => item.dispose(),
  };
}

function describeCursor(item: vscode.StatusBarItem, document: TraceDocument): boolean {
  const { run, branch, cursor } = document;
  if (run === undefined) return false;
  const { trace } = run;
  const time = trace.header.timed ? ` · ${trace.timeOf(branch, cursor)} ms` : "";
  item.text = `Event ${cursor}/${trace.length(branch)}${time}`;
  item.tooltip = "Go to Event…";
  item.command = hostCommandIds.goToEvent;
  return true;
}

/** Only where there is a choice. */
function describeBranch(item: vscode.StatusBarItem, { run, branch }: TraceDocument): boolean {
  if (run === undefined || run.trace.branches.length < 2) return false;
  item.text = `$(git-branch) ${run.titleOf(branch).replaceAll("$(", "$ (")}`;
  item.tooltip = "Switch Branch…";
  item.command = hostCommandIds.switchBranch;
  return true;
}

const ICONS: { readonly [S in VerificationInfo["state"]]: string } = {
  running: "loading~spin",
  verified: "verified",
  diverged: "error",
  "recorded only": "lock",
};

function describeVerification(item: vscode.StatusBarItem, { run }: TraceDocument): boolean {
  if (run === undefined) return false;
  const { state, words, sentence } = run.verification;
  item.text = `$(${ICONS[state]}) ${words.replaceAll("$(", "$ (")}`;
  const { damageProblem } = run;
  item.tooltip = damageProblem === undefined ? sentence : `${sentence} But ${damageProblem}.`;
  item.accessibilityInformation = { label: sentence };
  return true;
}
