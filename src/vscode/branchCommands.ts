/** Commands about branches. Without a target they mean the branch that is shown, or ask. */
import type { Target } from "../bridge/messages.js";
import { Refusal } from "../bridge/serve.js";
import type { BranchId } from "../trace/ids.js";
import { FIRST_BRANCH } from "../trace/records.js";
import { askText, pickOne } from "./asking.js";
import { branchInfos, branchTitle } from "./branches.js";
import type { Choice } from "./choices.js";
import type { TraceDocument } from "./traceDocument.js";

/** As long as a branch's name may be. */
const MAX_NAME = 40;

export async function switchBranch(document: TraceDocument, { branch }: Target): Promise<void> {
  const question = { title: "Switch Branch", none: "There is no other branch." };
  const chosen = branch ?? (await pickOne(question, otherBranches(document)));
  if (chosen !== undefined) document.switchBranch(chosen);
}

export async function renameBranch(
  document: TraceDocument,
  { branch = document.branch }: Target,
): Promise<void> {
  const { trace } = await document.whenSound();
  const known = branchInfos(trace).find(({ id }) => id === branch);
  if (known === undefined) throw new Refusal(`there is no branch ${branch}`);
  const prompt = `${known.id} · ${known.words}`;
  const name = await askText("Rename Branch", prompt, known.name ?? "", MAX_NAME);
  if (name !== undefined) await document.renameBranch(branch, name);
}

/** Nothing is asked first: it can be undone. */
export async function deleteBranch(
  document: TraceDocument,
  { branch = document.branch }: Target,
): Promise<void> {
  await document.deleteBranch(branch);
}

/** To the event after which the branch leaves its parent. */
export function goToBranchStart(
  document: TraceDocument,
  { branch = document.branch }: Target,
): Promise<void> {
  const { trace } = document.opened();
  const after = trace.branches.find(({ id }) => id === branch)?.after;
  if (after === undefined) return Promise.reject(new Refusal(`there is no branch ${branch}`));
  if (branch !== document.branch) document.switchBranch(branch);
  document.goTo(after);
  return Promise.resolve();
}

function otherBranches(document: TraceDocument): readonly Choice<BranchId>[] {
  const others = branchInfos(document.opened().trace).filter(({ id }) => id !== document.branch);
  return others.map((info) => ({
    label: branchTitle(info),
    description: info.id === FIRST_BRANCH ? `${info.length} events` : info.words,
    value: info.id,
  }));
}
