/** What an editor of scenarios offers: completion, hovers, problems with fixes, an outline. */
import * as vscode from "vscode";
import { catalogue } from "../../protocols/catalogue.js";
import { complete, type Completion } from "../../session/scenario/language/complete.js";
import { diagnose, type Diagnosis } from "../../session/scenario/language/diagnose.js";
import { hover } from "../../session/scenario/language/hover.js";
import { outline, type OutlineItem } from "../../session/scenario/language/outline.js";
import { delayed } from "../delay.js";
import { LANGUAGE, linesRange, placeOf, rangeOf } from "./places.js";

const QUIET_MS = 150;
/** Characters behind which something else may stand than before. */
const TRIGGERS = [" ", ".", '"', "=", ">", ":", ","];

export function registerScenarioLanguage(): vscode.Disposable {
  const { languages } = vscode;
  return vscode.Disposable.from(
    languages.registerCompletionItemProvider(LANGUAGE, { provideCompletionItems }, ...TRIGGERS),
    languages.registerHoverProvider(LANGUAGE, { provideHover }),
    languages.registerDocumentSymbolProvider(LANGUAGE, { provideDocumentSymbols }),
    languages.registerCodeActionsProvider(
      LANGUAGE,
      { provideCodeActions },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    showProblems(),
  );
}

function provideCompletionItems(document: vscode.TextDocument, position: vscode.Position) {
  return complete(document.getText(), placeOf(position), catalogue).map(completionItem);
}

function completionItem(
  { label, text, span, kind, detail, about }: Completion,
  index: number,
): vscode.CompletionItem {
  const { Keyword, Value } = vscode.CompletionItemKind;
  const item = new vscode.CompletionItem(
    { label, description: detail },
    kind === "word" ? Keyword : Value,
  );
  item.insertText = text;
  item.filterText = text;
  item.range = rangeOf(span);
  item.sortText = String(index).padStart(5, "0");
  if (about !== undefined) item.documentation = about;
  return item;
}

function provideHover(document: vscode.TextDocument, position: vscode.Position) {
  const found = hover(document.getText(), placeOf(position), catalogue);
  if (found === undefined) return undefined;
  const { form, paragraphs, span } = found;
  const text = new vscode.MarkdownString();
  if (form !== undefined) text.appendCodeblock(form, LANGUAGE);
  for (const paragraph of paragraphs) text.appendText(`${paragraph}\n\n`);
  return new vscode.Hover(text, rangeOf(span));
}

function provideDocumentSymbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
  return outline(document.getText()).map(symbolOf);
}

function symbolOf({ name, kind, line, lastLine, children }: OutlineItem): vscode.DocumentSymbol {
  const { Event, Module, Function, Boolean } = vscode.SymbolKind;
  const kinds = {
    header: Module,
    beat: Event,
    expectation: Boolean,
    intervention: Function,
    run: Function,
  };
  const selected = linesRange(kind === "beat" ? lastLine : line);
  const symbol = new vscode.DocumentSymbol(
    name,
    "",
    kinds[kind],
    linesRange(line, lastLine),
    selected,
  );
  symbol.children = children.map(symbolOf);
  return symbol;
}

/** The fixes of every mistake that the range touches. */
function provideCodeActions(document: vscode.TextDocument, range: vscode.Range) {
  const found = diagnose(document.getText(), catalogue);
  const touched = found.filter(({ span }) => rangeOf(span).intersection(range) !== undefined);
  return touched.flatMap((diagnosis) =>
    diagnosis.fixes.map(({ title, span, text }, index) => {
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.edit = new vscode.WorkspaceEdit();
      action.edit.replace(document.uri, rangeOf(span), text);
      action.diagnostics = [problemOf(diagnosis)];
      action.isPreferred = index === 0;
      return action;
    }),
  );
}

function problemOf({ span, problem }: Diagnosis): vscode.Diagnostic {
  const { Error } = vscode.DiagnosticSeverity;
  const diagnostic = new vscode.Diagnostic(rangeOf(span), problem, Error);
  diagnostic.source = "Lockstep";
  return diagnostic;
}

/** The problems of every scenario that is open, as it is typed. */
function showProblems(): vscode.Disposable {
  const problems = vscode.languages.createDiagnosticCollection(LANGUAGE);
  const show = (document: vscode.TextDocument): void => {
    if (document.languageId !== LANGUAGE || document.isClosed) return;
    problems.set(document.uri, diagnose(document.getText(), catalogue).map(problemOf));
  };
  const showAll = (): void => {
    vscode.workspace.textDocuments.forEach(show);
  };
  const showSoon = delayed(QUIET_MS, showAll);
  showAll();
  return vscode.Disposable.from(
    problems,
    vscode.workspace.onDidOpenTextDocument(show),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.languageId === LANGUAGE) showSoon();
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      problems.delete(uri);
    }),
  );
}
