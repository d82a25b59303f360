import type { Column } from "../../render/stateTable.js";
import { nodeMenu } from "../model/menus.js";
import { RoleChip } from "../panel/RoleChip.js";
import type { LocalPicture } from "./local.js";

/** Height of the head, as the style sheet has it. */
export const HEAD_PX = 58;

interface Props {
  readonly picture: LocalPicture | undefined;
  /** What the nodes are at the cursor. */
  readonly columns: readonly Column[];
  readonly zoom: number;
}

/**
 * Names and present roles over the lifelines. Says nothing that the state table does not say to a
 * screen reader.
 */
export function Head({ picture, columns, zoom }: Props) {
  const byNode = new Map(columns.map((column) => [column.node, column]));
  const columnsWidth = picture ? picture.notesX - picture.gutter : 0;
  const spacing = columnsWidth / Math.max(1, picture?.lifelines.length ?? 0);
  return (
    <div
      class="head"
      aria-hidden="true"
      style={{ width: picture ? `${picture.width * zoom}px` : "100%" }}
    >
      {picture?.lifelines.map((line) => {
        const column = byNode.get(line.node);
        return (
          <div
            key={line.node}
            class="headCell"
            data-vscode-context={column && nodeMenu(column)}
            style={{ left: `${line.x * zoom}px`, width: `${(spacing - 8) * zoom}px` }}
          >
            <span class="nodeName" title={line.name}>
              {line.name}
            </span>
            {column && <RoleChip column={column} />}
          </div>
        );
      })}
    </div>
  );
}
