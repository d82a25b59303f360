import type { ImportOptions } from "../../../src/interop/import.js";
import { FIRST_BRANCH, type EventRecord } from "../../../src/trace/records.js";
import type { TraceFile } from "../../../src/trace/traceFile.js";
import { eventsOf, imported, inferredOf, problemsOf } from "../kit.js";

type Options = Partial<Omit<ImportOptions, "pause">>;

/** A log that must be sound. */
export async function importedLog(
  log: Uint8Array | string,
  options: Options = {},
): Promise<ImportedLog> {
  return new ImportedLog(await imported(log, { source: "a.ndjson", ...options }));
}

/** A mapping as an option of an import. */
export function by(mapping: object): Options {
  return { source: "a.ndjson", mapping: { text: JSON.stringify(mapping), source: "m.json" } };
}

/** Reads lines by a mapping; they must be sound. */
export function mapped(lines: readonly unknown[], mapping: object): Promise<ImportedLog> {
  return importedLog(text(...lines), by(mapping));
}

/** What is wrong with a log that is read by a mapping. */
export async function mappingProblems(log: string, mapping: object): Promise<string> {
  return (await problemsOf(log, by(mapping))).join("\n");
}

export function text(...lines: readonly unknown[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** Questions to a trace that was made of a log. */
export class ImportedLog {
  constructor(readonly trace: TraceFile) {}

  get length(): number {
    return this.trace.length(FIRST_BRANCH);
  }

  get events(): readonly EventRecord[] {
    return eventsOf(this.trace);
  }

  /** The words beside the local events. */
  get labels(): readonly string[] {
    return this.events.flatMap((one) => (one.event === "local" ? [one.label] : []));
  }

  get names(): readonly string[] {
    return this.trace.header.nodes.map(({ name }) => name);
  }

  get messages() {
    return this.trace.messages(FIRST_BRANCH, 1, this.length);
  }

  /** How many messages, and what became of them. */
  get fates(): { readonly [fate: string]: number } {
    const fates: { [fate: string]: number } = {};
    for (const { fate } of this.messages) fates[fate] = (fates[fate] ?? 0) + 1;
    return fates;
  }

  get noSends(): number {
    return this.events.flatMap((one) => (one.event === "local" ? (one.noSend ?? []) : [])).length;
  }

  get inferred(): readonly string[] {
    return inferredOf(this.trace);
  }

  /** The node after the k-th of the events with that label. */
  nodeAfter(label: string, k = 1) {
    const found = this.events.filter((one) => one.event === "local" && one.label === label)[k - 1];
    if (found?.event !== "local") throw new Error(`no event ${label}`);
    const node = this.trace.world(FIRST_BRANCH, found.at).nodes.get(found.node);
    return { id: found.node, state: node?.state, view: node?.view };
  }
}
