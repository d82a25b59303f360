/**
 * Questions to a person, by VS Code's own list and input box: all of them can be answered without a
 * mouse.
 */
import * as vscode from "vscode";
import type { Json } from "../trace/ids.js";
import type { Choice } from "./choices.js";

/**
 * A webview gets the keyboard back a moment after a question was answered. On a slow machine the
 * next question is open by then: it must stay, or the answer before was in vain. Escape closes it.
 */
const STAYS = { ignoreFocusOut: true } as const;

export interface Question {
  readonly title: string;
  /** Said instead when there is nothing to choose from. */
  readonly none: string;
  /** Nothing is asked when there is one choice alone. */
  readonly isObvious?: boolean;
}

/** One of the choices; undefined when the person went away or there is none. */
export async function pickOne<V>(
  { title, none, isObvious = false }: Question,
  choices: readonly Choice<V>[],
): Promise<V | undefined> {
  if (choices.length === 0) {
    void vscode.window.showWarningMessage(none);
    return undefined;
  }
  if (isObvious && choices.length === 1) return choices[0]?.value;
  const picked = await vscode.window.showQuickPick(grouped(choices), {
    ...STAYS,
    title,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked !== undefined && "value" in picked ? picked.value : undefined;
}

/** At least one of the choices. */
export async function pickSome<V>(
  { title, none }: Question,
  choices: readonly Choice<V>[],
): Promise<readonly V[] | undefined> {
  if (choices.length === 0) {
    void vscode.window.showWarningMessage(none);
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(choices.map(asItem), {
    ...STAYS,
    title,
    matchOnDescription: true,
    canPickMany: true,
  });
  return picked === undefined || picked.length === 0 ? undefined : picked.map((one) => one.value);
}

export interface NumberQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly usual: number;
  readonly min: number;
  readonly max: number;
}

/** A whole number. */
export async function askNumber(question: NumberQuestion): Promise<number | undefined> {
  const { title, prompt, usual, min, max } = question;
  const read = (text: string) => (/^\s*-?\d{1,15}\s*$/.test(text) ? Number(text) : Number.NaN);
  const answer = await vscode.window.showInputBox({
    ...STAYS,
    title,
    prompt,
    value: String(usual),
    validateInput: (text) => {
      const number = read(text);
      if (number >= min && number <= max) return undefined;
      return `Expected a whole number from ${min} to ${max}, found ${text.trim() || "nothing"}`;
    },
  });
  return answer === undefined ? undefined : read(answer);
}

/** A text of at least one character. */
export async function askText(
  title: string,
  prompt: string,
  value: string,
  most = 1000,
): Promise<string | undefined> {
  return vscode.window.showInputBox({
    ...STAYS,
    title,
    prompt,
    value,
    validateInput: (text) => {
      if (text !== "" && text.length <= most) return undefined;
      return `Expected 1 to ${most} characters, found ${text.length}`;
    },
  });
}

/** A text that may be empty. */
export async function askMaybeText(title: string, prompt: string): Promise<string | undefined> {
  return vscode.window.showInputBox({ ...STAYS, title, prompt });
}

/** The choices as items, each group of neighbours under its name. */
function grouped<V>(choices: readonly Choice<V>[]) {
  const { Separator } = vscode.QuickPickItemKind;
  return choices.flatMap((choice, place) => {
    const { group } = choice;
    const isFirst = group !== undefined && group !== choices[place - 1]?.group;
    return isFirst ? [{ label: group, kind: Separator }, asItem(choice)] : [asItem(choice)];
  });
}

/** Texts of a trace must not turn into icons. */
function asItem<V>({ label, description, detail, value }: Choice<V>) {
  const plain = (text: string) => text.replaceAll("$(", "$ (");
  return {
    label: plain(label),
    ...(description === undefined ? {} : { description: plain(description) }),
    ...(detail === undefined ? {} : { detail: plain(detail) }),
    value,
  };
}

/** A value written as JSON. */
export async function askJson(
  title: string,
  prompt: string,
  value: string,
): Promise<Json | undefined> {
  const answer = await vscode.window.showInputBox({
    ...STAYS,
    title,
    prompt,
    value,
    validateInput: (text) => (readJson(text) === undefined ? "Expected JSON" : undefined),
  });
  return answer === undefined ? undefined : readJson(answer);
}

function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
