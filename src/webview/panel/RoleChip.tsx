import type { Column } from "../../render/stateTable.js";

/** A node's role as a word on its colour, with its pattern beside it. */
export function RoleChip({ column }: { readonly column: Pick<Column, "look" | "role"> }) {
  const words = column.look === "down" ? "crashed" : column.role;
  if (words === "") return <span class="chip chip-absent">not started</span>;
  return (
    <span class={`chip chip-${column.look}`}>
      <span class="swatch" aria-hidden="true" />
      {words}
    </span>
  );
}
