/** In which format a log is: as somebody said, as the mapping beside it says, or by its content. */
import { bad, ok, type Result } from "../base/result.js";
import { unknownWord } from "../base/suggest.js";
import type { Sentence } from "../trace/sentence.js";
import { FORMATS, recognisedFormat, type ForeignFormat, type NamedText } from "./formats.js";
import { ndjson } from "./ndjson/formats.js";

/** What is known of a log besides its content. */
export interface Told {
  /** The file's name, for messages and for the trace's title. */
  readonly source: string;
  /** The id of a format; absent: recognised by content. */
  readonly format?: string;
  /** The mapping that somebody named. */
  readonly mapping?: NamedText;
  /** A mapping that lies in the log's folder: nobody said that it is for this log. */
  readonly beside?: NamedText;
}

export interface ChosenFormat {
  readonly format: ForeignFormat;
  /** The mapping to read it by. */
  readonly mapping?: NamedText;
  readonly inferred: readonly Sentence[];
}

/** `head`: the log's beginning; empty for an empty log. */
export async function chooseFormat(head: string, told: Told): Promise<Result<ChosenFormat>> {
  const { format, mapping, beside } = told;
  if (format !== undefined) return named(format, mapping ?? beside);
  if (ndjson.recognises(head)) {
    if (mapping !== undefined) return ok({ format: ndjson, mapping, inferred: [] });
    if (beside !== undefined) return chooseBeside(head, beside, told);
  }
  const recognised = recognisedFormat(head);
  return recognised === undefined ? unknown(head, told) : ok({ format: recognised, inferred: [] });
}

function named(format: string, mapping: NamedText | undefined): Result<ChosenFormat> {
  const known = FORMATS.find(({ id }) => id === format);
  if (known === undefined) {
    const ids = FORMATS.map(({ id }) => id);
    return bad(unknownWord("format", format, ids));
  }
  return ok({ format: known, ...(mapping === undefined ? {} : { mapping }), inferred: [] });
}

/** By the mapping, unless that is for other logs and this one is known without it. */
async function chooseBeside(
  head: string,
  mapping: NamedText,
  { source }: Told,
): Promise<Result<ChosenFormat>> {
  const { readFit } = await import("./ndjson/readNdjson.js");
  const read = readFit(mapping, fileName(source), head);
  if (!read.ok) return read;
  const fit = read.value;
  const recognised = recognisedFormat(head) ?? ndjson;
  const name = fileName(mapping.source);
  if (fit.is === "fitting" || (fit.is === "doubtful" && recognised === ndjson)) {
    const template = "How to read the log is said by {mapping} beside it.";
    return ok({ format: ndjson, mapping, inferred: [{ template, facts: { mapping: name } }] });
  }
  if (recognised === ndjson) {
    const problem = `files: expected names that ${fileName(source)} fits, found others`;
    return bad({ source: mapping.source, line: 1, problem });
  }
  const template = `{mapping} beside the log is not used: ${fit.why.template}.`;
  const sentence = { template, facts: { ...fit.why.facts, mapping: name } };
  return ok({ format: recognised, inferred: [sentence] });
}

function unknown(head: string, { source }: Told): Result<never> {
  const titles = FORMATS.map(({ id, title }) => `${title} (${id})`).join(", ");
  const found = head === "" ? "an empty file" : "none that is known";
  return bad({ source, problem: `expected a log of a known format, found ${found}: ${titles}` });
}

/** Without the folders, which are no business of those who get the trace. */
export function fileName(source: string): string {
  return source.slice(Math.max(source.lastIndexOf("/"), source.lastIndexOf("\\")) + 1);
}
