import { bad, ok, type BadInput, type Result } from "../../base/result.js";
import { unknownName } from "../../base/suggest.js";
import type { ReadWord, WantedWord } from "../../query/names.js";
import { TokenReader } from "../../query/tokenReader.js";
import { tokenize } from "../../query/tokens.js";
import { readCommand } from "./commandParser.js";
import { readDirective, type HeaderDraft } from "./headerParser.js";
import {
  COMMAND_WORDS,
  DIRECTIVES,
  type Command,
  type CommandWord,
  type Directive,
  type Scenario,
  type ScenarioHeader,
} from "./syntax.js";

/** Everything that could be read of a text, with what could not. */
export interface ScenarioDraft {
  readonly header: HeaderDraft;
  readonly commands: Command[];
  /** Each with line and column. */
  readonly problems: BadInput[];
  /** A line tries to tell the protocol. */
  sawProtocol: boolean;
  /** The comment lines since the last other line. */
  comment: string[];
  /** The comment that opens the file. */
  opening: readonly string[] | undefined;
}

/**
 * Reads a whole scenario. Each line that does not fit is a problem of its own, with source, line
 * and column, so that all of a file's mistakes are seen at once.
 */
export function parseScenario(text: string, source: string): Result<Scenario> {
  const draft = readDraft(text);
  const scenario = finishDraft(draft);
  if (scenario !== undefined && draft.problems.length === 0) return ok(scenario);
  return bad(...draft.problems.map((problem) => ({ source, ...problem })));
}

/** As much of a text as makes sense: what an editor knows while somebody types. */
export function readDraft(text: string): ScenarioDraft {
  const draft = emptyDraft();
  linesOf(text).forEach((line, index) => readLine(line, index + 1, draft));
  if (draft.header.protocol === undefined && !draft.sawProtocol) {
    const problem = "expected a line with the protocol, such as: protocol raft";
    draft.problems.push({ line: 1, problem });
  }
  return draft;
}

/** The lines of a text, without a byte order mark and whatever their ends. */
export function linesOf(text: string): readonly string[] {
  return text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
}

/** What the draft comes to; undefined when it does not tell its protocol. */
export function finishDraft(draft: ScenarioDraft): Scenario | undefined {
  const header = finishHeader(draft);
  if (header === undefined) return undefined;
  return { ...tellOpening(draft.opening ?? []), header, commands: draft.commands };
}

/** The words of one line and what may follow it, whatever stands on other lines. */
export function readWordsOf(line: string): {
  readonly words: readonly ReadWord[];
  readonly wanted: readonly WantedWord[];
} {
  const tokens = tokenize(line);
  if (!tokens.ok) return { words: [], wanted: [] };
  const reader = new TokenReader(tokens.value, line);
  readStatement(reader, 1, emptyDraft());
  return reader;
}

function emptyDraft(): ScenarioDraft {
  return {
    header: { stages: [], nodes: [], settings: [] },
    commands: [],
    problems: [],
    sawProtocol: false,
    comment: [],
    opening: undefined,
  };
}

function readLine(line: string, number: number, draft: ScenarioDraft): void {
  const trimmed = line.trim();
  if (trimmed.startsWith("#")) {
    draft.comment.push(trimmed.replace(/^#+\s?/, ""));
    return;
  }
  if (trimmed === "" && draft.comment.length === 0) return;
  draft.opening ??= draft.comment;
  if (trimmed !== "") readWords(line, number, draft);
  draft.comment = [];
}

function readWords(text: string, line: number, draft: ScenarioDraft): void {
  const tokens = tokenize(text);
  if (!tokens.ok) {
    draft.problems.push(...tokens.problems.map((problem) => ({ line, ...problem })));
    return;
  }
  const reader = new TokenReader(tokens.value, text);
  readStatement(reader, line, draft);
  reader.expectEnd();
  if (reader.problem !== undefined) draft.problems.push({ line, ...reader.problem });
}

const WORDS = [...DIRECTIVES, ...COMMAND_WORDS] as const;

function readStatement(reader: TokenReader, line: number, draft: ScenarioDraft): void {
  const { type, text, column } = reader.token;
  draft.sawProtocol ||= text === "protocol";
  if (type === "word" && !WORDS.some((known) => known === text)) {
    reader.failHere(unknownName("command", text, WORDS));
  }
  const word = reader.oneOf(WORDS, "a directive or a command");
  if (word === undefined) return;
  if (!isDirective(word)) {
    const does = readCommand(word, reader);
    const narration = joinLines(draft.comment);
    if (does === undefined) return;
    draft.commands.push({ line, column, does, ...(narration === "" ? {} : { narration }) });
  } else if (draft.commands.length > 0) {
    reader.failHere(`${word} belongs above the first command`, column);
  } else {
    readDirective(word, reader, line, draft.header);
  }
}

function isDirective(word: Directive | CommandWord): word is Directive {
  return DIRECTIVES.some((known) => known === word);
}

function finishHeader({ header }: ScenarioDraft): ScenarioHeader | undefined {
  const { protocol, stage, seed, stages, nodes, settings } = header;
  if (protocol === undefined) return undefined;
  return {
    protocol,
    ...(stage === undefined ? {} : { stage }),
    ...(seed === undefined ? {} : { seed }),
    stages,
    nodes,
    settings,
  };
}

function tellOpening(lines: readonly string[]): { title?: string; about?: string } {
  const title = lines[0]?.trim();
  const about = joinLines(lines.slice(1));
  return {
    ...(title === undefined || title === "" ? {} : { title }),
    ...(about === "" ? {} : { about }),
  };
}

/** Lines of one paragraph flow together; an empty line starts another. */
function joinLines(lines: readonly string[]): string {
  const paragraphs = lines
    .map((line) => line.trim())
    .join("\n")
    .split(/\n{2,}/);
  return paragraphs
    .map((paragraph) => paragraph.replaceAll("\n", " ").trim())
    .join("\n")
    .trim();
}
