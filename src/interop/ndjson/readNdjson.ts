/** Logs of JSON objects, by presets or by a mapping that somebody wrote. */
import { bad, ok, type Result } from "../../base/result.js";
import { displayText } from "../../trace/displayText.js";
import type { ForeignExecution, ForeignText, NamedText, ReadOptions } from "../formats.js";
import type { Pause } from "../pause.js";
import { mappedRun } from "./mappedRun.js";
import { parseMapping, type Mapping } from "./mapping.js";
import { fitOf, type Fit } from "./mappingBeside.js";
import { MAPPING_FILE } from "./mappingFile.js";
import { presetFor, type PresetName } from "./presets.js";
import { firstObjects } from "./recognise.js";

type Executions = Result<readonly ForeignExecution[]>;

/** A log whose format is known. */
export function readPreset(name: PresetName, log: ForeignText, pause: Pause): Executions {
  return ok([execution(log, presetFor(name, firstObjects(log.text)), pause)]);
}

/** A log that only its mapping explains. */
export function readMapped(
  log: ForeignText,
  mapping: ReadOptions["mapping"],
  pause: Pause,
): Executions {
  if (mapping === undefined) return bad({ source: log.source, line: 1, problem: noMapping(log) });
  const parsed = parseMapping(mapping.text, mapping.source);
  return parsed.ok ? ok([execution(log, parsed.value, pause)]) : parsed;
}

/** Whether a mapping is for the log that has this name and begins like this. */
export function readFit(mapping: NamedText, file: string, head: string): Result<Fit> {
  const parsed = parseMapping(mapping.text, mapping.source);
  return parsed.ok ? ok(fitOf(parsed.value, file, firstObjects(head))) : parsed;
}

function execution({ text, source }: ForeignText, mapping: Mapping, pause: Pause) {
  return { name: "", read: () => mappedRun(text, source, mapping, pause) };
}

/** What to do, with the names that a mapping could speak of. */
function noMapping({ text }: ForeignText): string {
  const names = firstObjects(text).flatMap((line) => Object.keys(line));
  const fields = displayText([...new Set(names)].join(", "), 120);
  return `expected a mapping that tells what the fields ${fields} are, found none: write ${MAPPING_FILE} beside the log, or name one with --mapping`;
}
