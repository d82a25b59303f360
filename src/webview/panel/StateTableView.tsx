import type { ComponentChildren } from "preact";
import type { Column, StateTable, TableRow } from "../../render/stateTable.js";
import { nodeMenu } from "../model/menus.js";
import type { View } from "../model/view.js";
import { CellView } from "./CellView.js";
import { Flights } from "./Flights.js";
import { MenuButton } from "./MenuButton.js";
import { RoleChip } from "./RoleChip.js";

/** Rows that the heads of the columns already tell. */
const IN_THE_HEAD = ["role", "status"];

interface Props {
  readonly table: StateTable;
  readonly timed: boolean;
  readonly view: View;
  /** What stands above the table. */
  readonly children?: ComponentChildren;
}

/** Every node's state at the cursor, as a real table, and what is on its way between them. */
export function StateTableView({ table, timed, view, children }: Props) {
  const rows = table.rows.filter((row) => !IN_THE_HEAD.includes(row.property));
  return (
    <div
      class="tablePane"
      tabIndex={0}
      data-focus="table"
      data-scrolls="true"
      role="region"
      aria-label="State of the nodes"
    >
      {children}
      <table class="state">
        <caption>{captionOf(table, timed)}</caption>
        <thead>
          <tr>
            <th scope="col" class="corner">
              <span class="spokenOnly">Property</span>
            </th>
            {table.columns.map((column) => (
              <ColumnHead key={column.node} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.property} row={row} table={table} view={view} />
          ))}
        </tbody>
      </table>
      <Flights table={table} view={view} />
    </div>
  );
}

function ColumnHead({ column }: { readonly column: Column }) {
  const { node, name } = column;
  return (
    <th scope="col" data-vscode-context={nodeMenu(column)}>
      <span class="columnHead">
        <span class="nodeName">{name}</span>
        <MenuButton label={`What can be done with ${name}`} focus={`node ${node}`} />
      </span>
      <RoleChip column={column} />
    </th>
  );
}

/** Longer words than of so many letters are broken where a column is narrow. */
const LONGEST_WORD = 16;

/** The cell is at least as wide as its longest word. */
function wordStyle(text: string) {
  const longest = Math.max(...text.split(" ").map(({ length }) => length));
  return { "--word": `${Math.min(LONGEST_WORD, longest)}ch` };
}

interface RowProps {
  readonly row: TableRow;
  readonly table: StateTable;
  readonly view: View;
}

function Row({ row, table, view }: RowProps) {
  return (
    <tr data-property={row.property}>
      <th scope="row">{row.property}</th>
      {table.columns.map((column, index) => {
        // A missing cell comes over the bridge as null.
        const cell = row.cells[index];
        return (
          <td
            key={column.node}
            class={cell?.changed === true ? "changed" : undefined}
            style={cell?.content.show === "text" ? wordStyle(cell.text) : undefined}
            data-vscode-context={nodeMenu(column)}
          >
            {cell ? <CellView cell={cell} column={column} view={view} /> : null}
          </td>
        );
      })}
    </tr>
  );
}

function captionOf(table: StateTable, timed: boolean): string {
  if (table.at === 0) return "State before the first event";
  return `State after event ${table.at}${timed ? `, at ${table.timeMs} ms` : ""}`;
}
