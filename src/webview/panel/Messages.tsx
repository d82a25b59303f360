/** What stands in place of, or above, a trace. */
import type { DocumentState } from "../../bridge/messages.js";
import type { View } from "../model/view.js";

/** While a file is being read. */
export function Opening({
  title,
  perMille,
}: {
  readonly title: string;
  readonly perMille: number;
}) {
  return (
    <div class="page" role="status">
      <h1>Opening {title}…</h1>
      {/* Nobody knows how long another tool's log takes: that bar only moves. */}
      <progress max={1000} value={perMille || undefined} aria-label={`Opening ${title}`} />
    </div>
  );
}

/** Why a file could not be opened, and what can be done. */
export function Refused({
  document,
  view,
}: {
  readonly document: Extract<DocumentState, { state: "refused" }>;
  readonly view: View;
}) {
  return (
    <div class="page" role="alert">
      <h1>{document.title} cannot be opened as a trace</h1>
      <Problems problems={document.problems} />
      <p class="hint">The file has not been changed.</p>
      <Deeds view={view} />
    </div>
  );
}

/** Above a trace of which a part could not be read. */
export function Damage({
  problems,
  view,
}: {
  readonly problems: readonly string[];
  readonly view: View;
}) {
  return (
    <div class="banner" role="alert">
      <span class="bannerMark" aria-hidden="true">
        ⚠
      </span>
      <div class="bannerText">
        <strong>A part of this file could not be read. What you see is the rest.</strong>
        <Problems problems={problems} />
      </div>
      <Deeds view={view} />
    </div>
  );
}

/** The last request failed. */
export function RequestProblem({ problem }: { readonly problem: string }) {
  return (
    <div class="banner" role="alert">
      <span class="bannerMark" aria-hidden="true">
        ⚠
      </span>
      <div class="bannerText">{problem}</div>
    </div>
  );
}

/** So many are told; a mangled file can have one for every line. */
const MOST_PROBLEMS = 5;

function Problems({ problems }: { readonly problems: readonly string[] }) {
  const more = problems.length - MOST_PROBLEMS;
  return (
    <ul class="problems">
      {problems.slice(0, MOST_PROBLEMS).map((problem) => (
        <li key={problem}>{problem}</li>
      ))}
      {more > 0 && <li>and {more} more</li>}
    </ul>
  );
}

function Deeds({ view }: { readonly view: View }) {
  return (
    <div class="deeds">
      <button
        type="button"
        class="primary"
        data-focus="reopenAsText"
        onClick={() => view.invoke("reopenAsText")}
      >
        Reopen as text
      </button>
      <button
        type="button"
        class="secondary"
        data-focus="reload"
        onClick={() => view.invoke("reload")}
      >
        Read again
      </button>
    </div>
  );
}
