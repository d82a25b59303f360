/**
 * Export Picture… and its copies: the whole of what is asked for, never what happens to be visible.
 * Whoever goes away at a question is left alone.
 */
import * as vscode from "vscode";
import { describeBadInput } from "../base/result.js";
import { Refusal } from "../bridge/serve.js";
import {
  EXPORT_EXTENSIONS,
  exportTrace,
  isDrawn,
  type ExportFormat,
  type ExportOptions,
} from "../render/export.js";
import type { ThemeName } from "../render/theme.js";
import { askNumber, pickOne } from "./asking.js";
import {
  firstBeatChoices,
  kindChoices,
  lastBeatChoices,
  partChoices,
  themeChoices,
  type Part,
} from "./exportChoices.js";
import type { OpenRun } from "./openRun.js";
import type { TraceDocument } from "./traceDocument.js";
import { nameOf } from "./uriFile.js";

/** Where the extension keeps things. */
export type ExtensionPlaces = Pick<vscode.ExtensionContext, "extensionUri" | "globalStorageUri">;

/**
 * Asks for the format, the part, the colours and the file, in this order. What the editor shows is
 * what is offered first.
 */
export async function exportPicture(
  document: TraceDocument,
  { extensionUri, globalStorageUri }: ExtensionPlaces,
  showsCauses: boolean,
): Promise<void> {
  const run = document.opened();
  const kinds = kindChoices(run, showsCauses);
  const kind = await pickOne({ title: "Export Picture: Format", none: "" }, kinds);
  if (kind === undefined) return;
  const { format } = kind;
  const isRing = format === "ring";
  const part = isRing ? { at: run.position.cursor } : await askPart(run, "Export Picture");
  if (part === undefined) return;
  const looks = isDrawn(format) ? await askLooks(extensionUri) : {};
  if (looks === undefined) return;
  const picture = write(document, run, { ...kind, ...part, ...looks });
  const target = await askTarget(document, format, globalStorageUri);
  if (target === undefined) return;
  await writeTo(target, picture);
  void offerToOpen(target);
}

/** Puts the picture into the clipboard. */
export async function copyPicture(
  document: TraceDocument,
  format: "mermaid" | "text",
): Promise<void> {
  const run = document.opened();
  const part = await askPart(run, "Copy Picture");
  if (part === undefined) return;
  const text = write(document, run, { format, ...part });
  await vscode.env.clipboard.writeText(text);
  const lines = text.trimEnd().split("\n").length;
  vscode.window.setStatusBarMessage(`${lines} lines are in the clipboard`, 5_000);
}

function write(
  document: TraceDocument,
  { trace, position }: OpenRun,
  options: Omit<ExportOptions, "name" | "branch">,
): string {
  const name = document.file.name;
  const text = exportTrace(trace, { ...options, name, branch: position.branch });
  if (text.ok) return text.value;
  throw new Refusal(text.problems.map(describeBadInput).join("; "));
}

async function askPart(run: OpenRun, title: string): Promise<Part | undefined> {
  const part = await pickOne({ title: `${title}: What`, none: "" }, partChoices(run));
  if (part === "beats") return askBeats(run, title);
  return part === "range" ? askRange(run, title) : part;
}

async function askBeats(run: OpenRun, title: string): Promise<Part | undefined> {
  const none = "No event follows a beat.";
  const from = await pickOne({ title: `${title}: From`, none }, firstBeatChoices(run));
  if (from === undefined) return undefined;
  const to = await pickOne({ title: `${title}: To`, none }, lastBeatChoices(run, from));
  return to === undefined ? undefined : { from, to };
}

async function askRange({ trace, position }: OpenRun, title: string): Promise<Part | undefined> {
  const max = trace.length(position.branch);
  const ask = (end: string, usual: number, min: number) =>
    askNumber({
      title: `${title}: ${end}`,
      prompt: `An event from ${min} to ${max}`,
      usual,
      min,
      max,
    });
  const from = await ask("First Event", 1, 1);
  const to = from === undefined ? undefined : await ask("Last Event", max, from);
  return from === undefined || to === undefined ? undefined : { from, to };
}

const EDITOR_THEMES: { readonly [K in vscode.ColorThemeKind]: ThemeName } = {
  [vscode.ColorThemeKind.Light]: "light",
  [vscode.ColorThemeKind.Dark]: "dark",
  [vscode.ColorThemeKind.HighContrast]: "highContrast",
  [vscode.ColorThemeKind.HighContrastLight]: "highContrastLight",
};

/** The colours, and the font that goes into the file. */
async function askLooks(
  extension: vscode.Uri,
): Promise<Pick<ExportOptions, "theme" | "font"> | undefined> {
  const editor = EDITOR_THEMES[vscode.window.activeColorTheme.kind];
  const question = { title: "Export Picture: Colours", none: "" };
  const theme = await pickOne(question, themeChoices(editor));
  if (theme === undefined) return undefined;
  const file = vscode.Uri.joinPath(extension, "dist", "Inter-Regular.woff2");
  return { theme, font: await vscode.workspace.fs.readFile(file) };
}

const FILTERS: { readonly [F in ExportFormat]: { readonly [name: string]: string[] } } = {
  svg: { SVG: ["svg"] },
  overview: { SVG: ["svg"] },
  ring: { SVG: ["svg"] },
  mermaid: { Mermaid: ["mmd", "mermaid"] },
  text: { Text: ["txt"] },
};

/** Suggests a file beside the trace; where that is in no folder of the user, in the window's. */
async function askTarget(
  { uri, file, isUnsaved }: TraceDocument,
  format: ExportFormat,
  storage: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  const isExample = uri.toString().startsWith(`${storage.toString()}/`);
  const folder = isUnsaved || isExample ? first?.uri : vscode.Uri.joinPath(uri, "..");
  const name = file.name.replace(/(\.trace)?\.jsonl$/, "") + EXPORT_EXTENSIONS[format];
  return vscode.window.showSaveDialog({
    title: "Export Picture",
    saveLabel: "Export",
    // Without a folder VS Code begins where it can save at all.
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: FILTERS[format],
  });
}

async function writeTo(target: vscode.Uri, text: string): Promise<void> {
  try {
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal(`${nameOf(target)} was not written: ${reason}`);
  }
}

async function offerToOpen(target: vscode.Uri): Promise<void> {
  const open = "Open";
  const message = `${nameOf(target)} is written.`;
  const answer = await vscode.window.showInformationMessage(message, open);
  if (answer === open) await vscode.commands.executeCommand("vscode.open", target);
}
