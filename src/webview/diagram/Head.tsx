import type { Column } from "../../render/stateTable.js";
import { nodeMenu } from "../model/menus.js";
import { RoleChip } from "../panel/RoleChip.js";

/** Height of the head, as the style sheet has it. */
export const HEAD_PX = 58;

/** Where a node's name stands. All in pixels as drawn. */
export interface HeadPlace {
  readonly node: string;
  readonly name: string;
  /** Of its middle. */
  readonly x: number;
  readonly width: number;
}

interface Props {
  readonly places: readonly HeadPlace[];
  /** Of the whole head; undefined: as wide as the pane. */
  readonly width: number | undefined;
  /** What the nodes are at the cursor. */
  readonly columns: readonly Column[];
}

/** A narrower chip would hold no word; the lifeline tells the role as well. */
const LEAST_CHIP = 60;

/**
 * Names and present roles over the lifelines. Says nothing that the state table does not say to a
 * screen reader.
 */
export function Head({ places, width, columns }: Props) {
  const byNode = new Map(columns.map((column) => [column.node, column]));
  return (
    <div
      class="head"
      aria-hidden="true"
      style={{ width: width === undefined ? "100%" : `${width}px` }}
    >
      {places.map(({ node, name, x, width: room }) => {
        const column = byNode.get(node);
        return (
          <div
            key={node}
            class="headCell"
            data-vscode-context={column && nodeMenu(column)}
            style={{ left: `${x}px`, width: `${room}px` }}
          >
            <HeadName name={name} />
            {column && room >= LEAST_CHIP && <RoleChip column={column} />}
          </div>
        );
      })}
    </div>
  );
}

/** Where there is no room for a name, its number at least is told. */
function HeadName({ name }: { readonly name: string }) {
  const [number = ""] = /\d{1,4}$/.exec(name) ?? [];
  return (
    <span class="nodeName headName" title={name}>
      <span class="nameStart">{name.slice(0, name.length - number.length)}</span>
      <span>{number}</span>
    </span>
  );
}
