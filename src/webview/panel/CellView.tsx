import type { Cell, Column, LogEntry } from "../../render/stateTable.js";
import type { View } from "../model/view.js";
import { Timers } from "./Timers.js";

interface Props {
  readonly cell: Cell;
  readonly column: Column;
  readonly view: View;
}

/** What a cell shows. A change is a mark and a word, besides the colour. */
export function CellView({ cell, column, view }: Props) {
  return (
    <>
      {cell.changed && <Changed />}
      <CellContents cell={cell} column={column} view={view} />
    </>
  );
}

function Changed() {
  return (
    <span class="changedMark">
      <span aria-hidden="true">◆</span>
      <span class="spokenOnly">changed: </span>
    </span>
  );
}

function CellContents({ cell, column, view }: Props) {
  const { content } = cell;
  if (content.show === "entries" && content.entries.length > 0) {
    return (
      <>
        <span class="spokenOnly">{cell.text}</span>
        <Log entries={content.entries} hidden={content.hidden} />
      </>
    );
  }
  if (content.show === "timers" && content.timers.length > 0) {
    return <Timers timers={content.timers} column={column} view={view} />;
  }
  return <span class={cell.text === "" ? "nothing" : undefined}>{cell.text || "–"}</span>;
}

/** Boxes in a row; a thick edge stands after the last committed entry. */
function Log({
  entries,
  hidden,
}: {
  readonly entries: readonly LogEntry[];
  readonly hidden: number;
}) {
  const lastCommitted = entries.map((entry) => entry.committed).lastIndexOf(true);
  return (
    <span class="log" aria-hidden="true">
      {hidden > 0 && <span class="earlier">{hidden} earlier</span>}
      {entries.map((entry, position) => (
        <span
          key={entry.index}
          title={describeEntry(entry)}
          class={[
            "entry",
            entry.committed ? "committed" : "uncommitted",
            position === lastCommitted ? "edge" : "",
            entry.changed ? "new" : "",
          ].join(" ")}
        >
          <span class="entryHead">
            <span>{entry.index}</span>
            {entry.term !== undefined && <span class="term">t{entry.term}</span>}
          </span>
          <span class="entryLabel">{entry.label}</span>
        </span>
      ))}
    </span>
  );
}

function describeEntry(entry: LogEntry): string {
  const term = entry.term === undefined ? "" : `, term ${entry.term}`;
  const state = entry.committed ? "committed" : "not committed";
  return `Entry ${entry.index}${term}: ${entry.label} (${state})`;
}
