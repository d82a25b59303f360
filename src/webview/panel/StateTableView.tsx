import type { StateTable, TableRow } from "../../render/stateTable.js";
import { CellView } from "./CellView.js";
import { RoleChip } from "./RoleChip.js";

/** Rows that the heads of the columns already tell. */
const IN_THE_HEAD = ["role", "status"];

/** Every node's state at the cursor, as a real table. */
export function StateTableView({
  table,
  timed,
}: {
  readonly table: StateTable;
  readonly timed: boolean;
}) {
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
      <table class="state">
        <caption>{captionOf(table, timed)}</caption>
        <thead>
          <tr>
            <th scope="col" class="corner">
              <span class="spokenOnly">Property</span>
            </th>
            {table.columns.map((column) => (
              <th key={column.node} scope="col">
                <span class="nodeName">{column.name}</span> <RoleChip column={column} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.property} row={row} table={table} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, table }: { readonly row: TableRow; readonly table: StateTable }) {
  return (
    <tr data-property={row.property}>
      <th scope="row">{row.property}</th>
      {table.columns.map((column, index) => {
        // A missing cell comes over the bridge as null.
        const cell = row.cells[index];
        return (
          <td key={column.node} class={cell?.changed === true ? "changed" : undefined}>
            {cell ? <CellView cell={cell} /> : null}
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
