import type { Column } from "../../render/stateTable.js";

/**
 * A node's role as a word on its colour, with its pattern beside it; or why it is not there.
 * An empty place where its log tells of no roles.
 */
export function RoleChip({ column }: { readonly column: Pick<Column, "look" | "role"> }) {
  const { look, role } = column;
  if (role === "" && look !== "down") return <span class="chip chip-none" aria-hidden="true" />;
  return (
    <span class={`chip chip-${look}`}>
      {look !== "absent" && <span class="swatch" aria-hidden="true" />}
      {look === "down" ? "crashed" : role}
    </span>
  );
}
