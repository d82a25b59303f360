/** What the bench runs inside the browser: both pictures of one trace, timed in the same page. */

import { ensure } from "../../../src/base/assert.js";
import { describeBadInput } from "../../../src/base/result.js";
import { exportTrace, type ExportFormat } from "../../../src/render/export.js";
import { openTrace } from "../../../src/trace/reader.js";
import type { RecordedTrace } from "../../../src/trace/recordedTrace.js";

/** The part of Mermaid that is measured. */
interface Mermaid {
  initialize(config: object): void;
  render(id: string, text: string): Promise<{ readonly svg: string }>;
}

/** Milliseconds of each run, and the size of the last picture in bytes. */
export interface Timing {
  readonly ms: readonly number[];
  readonly bytes: number;
}

export interface PictureBench {
  readonly messages: number;
  ours(runs: number): Promise<Timing>;
  /** From the Mermaid text that we export; with `bare` of its arrows alone. */
  mermaid(runs: number, bare: boolean): Promise<Timing>;
}

/** Makes the bench of a trace in a file's lines; `font` are the bytes of the font that ships. */
export async function pictureBench(lines: string, font: readonly number[]): Promise<PictureBench> {
  const opened = await openTrace(new TextEncoder().encode(lines), { source: "bench" });
  if (!opened.ok) throw new Error(opened.problems.map(describeBadInput).join("; "));
  const { trace } = opened.value;
  const text = exported(trace, "mermaid");
  const bareText = text.replace(/^ *Note over.*\n/gm, "");
  const { mermaid } = globalThis as unknown as { readonly mermaid: Mermaid };
  mermaid.initialize({ startOnLoad: false, maxTextSize: text.length + 1, maxEdges: 100_000 });
  const bytes = Uint8Array.from(font);
  return {
    messages: trace.messages("b1", 1, trace.length("b1")).length,
    ours: (runs) => timed(runs, () => exported(trace, "svg", bytes)),
    mermaid: (runs, bare) =>
      timed(runs, async (run) => (await mermaid.render(`m${run}`, bare ? bareText : text)).svg),
  };
}

function exported(trace: RecordedTrace, format: ExportFormat, font?: Uint8Array): string {
  const text = exportTrace(trace, { format, name: "bench", ...(font && { font }) });
  if (!text.ok) throw new Error(text.problems.map(describeBadInput).join("; "));
  return text.value;
}

/** From the trace, or from Mermaid's text, to a picture that stands in the page, laid out. */
async function timed(
  runs: number,
  draw: (run: number) => string | Promise<string>,
): Promise<Timing> {
  const host = ensure(document.querySelector("#host"), "the page has a place for pictures");
  const ms: number[] = [];
  let bytes = 0;
  for (let run = 0; run < runs; run++) {
    host.replaceChildren();
    host.getBoundingClientRect();
    const start = performance.now();
    const svg = await draw(run);
    host.innerHTML = svg;
    host.getBoundingClientRect();
    ms.push(performance.now() - start);
    bytes = new TextEncoder().encode(svg).length;
  }
  host.replaceChildren();
  return { ms, bytes };
}
