import { bad, ok, type BadInput, type Result } from "../../base/result.js";
import { unknownWord } from "../../base/suggest.js";
import { TokenReader } from "../../query/tokenReader.js";
import { tokenize } from "../../query/tokens.js";
import { readCommand } from "./commandParser.js";
import { readDirective, type HeaderDraft } from "./headerParser.js";
import {
  COMMAND_WORDS,
  DIRECTIVES,
  type Command,
  type Scenario,
  type ScenarioHeader,
} from "./syntax.js";

/** Everything read so far. */
interface Draft {
  readonly source: string;
  readonly header: HeaderDraft;
  readonly commands: Command[];
  readonly problems: BadInput[];
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
  const draft: Draft = {
    source,
    header: { stages: [], nodes: [], settings: [] },
    commands: [],
    problems: [],
    sawProtocol: false,
    comment: [],
    opening: undefined,
  };
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  lines.forEach((line, index) => readLine(line, index + 1, draft));
  const header = finishHeader(draft);
  if (header === undefined || draft.problems.length > 0) return bad(...draft.problems);
  return ok({ ...tellOpening(draft.opening ?? []), header, commands: draft.commands });
}

function readLine(line: string, number: number, draft: Draft): void {
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

function readWords(line: string, number: number, draft: Draft): void {
  const place = { source: draft.source, line: number };
  const tokens = tokenize(line);
  if (!tokens.ok) {
    draft.problems.push(...tokens.problems.map((problem) => ({ ...place, ...problem })));
    return;
  }
  const reader = new TokenReader(tokens.value, line);
  readStatement(reader, number, draft);
  reader.expectEnd();
  if (reader.problem !== undefined) draft.problems.push({ ...place, ...reader.problem });
}

function readStatement(reader: TokenReader, line: number, draft: Draft): void {
  const { text, column } = reader.token;
  draft.sawProtocol ||= text === "protocol";
  const directive = DIRECTIVES.find((known) => known === text);
  const word = COMMAND_WORDS.find((known) => known === text);
  if (reader.take("word") === undefined) {
    reader.fail("a directive or a command");
  } else if (directive !== undefined && draft.commands.length > 0) {
    reader.failHere(`${directive} belongs above the first command`, column);
  } else if (directive !== undefined) {
    readDirective(directive, reader, line, draft.header);
  } else if (word === undefined) {
    reader.failHere(unknownWord("command", text, [...DIRECTIVES, ...COMMAND_WORDS]), column);
  } else {
    const does = readCommand(word, reader);
    const narration = joinLines(draft.comment);
    if (does !== undefined) {
      draft.commands.push({ line, column, does, ...(narration === "" ? {} : { narration }) });
    }
  }
}

function finishHeader(draft: Draft): ScenarioHeader | undefined {
  const { protocol, stage, seed, stages, nodes, settings } = draft.header;
  if (protocol === undefined) {
    if (!draft.sawProtocol) {
      const problem = "expected a line with the protocol, such as: protocol raft";
      draft.problems.push({ source: draft.source, line: 1, problem });
    }
    return undefined;
  }
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
