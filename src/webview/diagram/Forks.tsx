import { LABEL_PX, cursorY } from "../../render/spaceTime/scale.js";
import { Icon } from "../icons.js";
import type { Fork } from "../model/forks.js";
import { menuContext } from "../model/menus.js";
import type { View } from "../model/view.js";
import type { LocalPicture } from "./local.js";

interface Props {
  readonly picture: LocalPicture;
  readonly forks: readonly Fork[];
  readonly view: View;
  readonly zoom: number;
}

/**
 * A line where the shown branch leaves the trunk, a finer one where others leave it, with their
 * names in the gutter. A press shows the other way; by keyboard the list of branches does.
 */
export function Forks({ picture: { from, to, top, gutter }, forks, view, zoom }: Props) {
  const near = forks.filter(({ after }) => after >= from - 1 && after <= to);
  const places = new Map(near.map(({ after }) => [after, near.filter((f) => f.after === after)]));
  return (
    <div class="forks" aria-hidden="true" style={{ fontSize: `${LABEL_PX * zoom}px` }}>
      {[...places].map(([after, here]) => {
        const isTrunkEnd = here.some((fork) => fork.isTrunkEnd);
        return (
          <div
            key={after}
            class={isTrunkEnd ? "forkPlace trunkEnd" : "forkPlace"}
            style={{ top: `${(cursorY(after) - top) * zoom}px` }}
          >
            <span class="forkNames" style={{ maxWidth: `${gutter * zoom}px` }}>
              {here.map((fork) => (
                <ForkName key={fork.other.id} fork={fork} view={view} />
              ))}
            </span>
          </div>
        );
      })}
    </div>
  );
}

function ForkName({ fork, view }: { readonly fork: Fork; readonly view: View }) {
  const { id, name = id, words } = fork.other;
  return (
    <span
      class="forkName"
      title={`Show ${id}: ${words}`}
      data-vscode-context={menuContext({ webviewSection: "branch", branch: id })}
      onClick={(event) => {
        event.stopPropagation();
        view.switchBranch(id);
      }}
    >
      <Icon name="fork" />
      {fork.isTrunkEnd ? `leaves ${name}` : `${name} leaves`}
    </span>
  );
}
