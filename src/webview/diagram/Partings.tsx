import { LABEL_PX } from "../../render/spaceTime/scale.js";
import { Icon } from "../icons.js";
import type { Parting } from "../model/partings.js";
import { menuContext } from "../model/menus.js";
import type { View } from "../model/view.js";
import { lineIn, type LocalPicture } from "./local.js";

interface Props {
  readonly picture: LocalPicture;
  readonly partings: readonly Parting[];
  readonly view: View;
  readonly zoom: number;
}

/**
 * A line where the shown branch leaves the trunk, a finer one where others leave it, with their
 * names in the gutter. A press shows the other way; by keyboard the list of branches does.
 */
export function Partings({ picture, partings, view, zoom }: Props) {
  const { from, to, gutter } = picture;
  const near = partings.filter(({ after }) => after >= from - 1 && after <= to);
  const places = new Map(near.map(({ after }) => [after, near.filter((f) => f.after === after)]));
  return (
    <div class="partings" aria-hidden="true" style={{ fontSize: `${LABEL_PX * zoom}px` }}>
      {[...places].map(([after, here]) => {
        const isTrunkEnd = here.some((parting) => parting.isTrunkEnd);
        return (
          <div
            key={after}
            class={isTrunkEnd ? "partingPlace trunkEnd" : "partingPlace"}
            style={{ top: `${(lineIn(picture, after) ?? 0) * zoom}px` }}
          >
            <span class="partingNames" style={{ maxWidth: `${gutter * zoom}px` }}>
              {here.map((parting) => (
                <PartingName key={parting.other.id} parting={parting} view={view} />
              ))}
            </span>
          </div>
        );
      })}
    </div>
  );
}

function PartingName({ parting, view }: { readonly parting: Parting; readonly view: View }) {
  const { id, name = id, words } = parting.other;
  return (
    <span
      class="partingName"
      title={`Show ${id}: ${words}`}
      data-vscode-context={menuContext({ webviewSection: "branch", branch: id })}
      onClick={(event) => {
        event.stopPropagation();
        view.switchBranch(id);
      }}
    >
      <Icon name="parting" />
      {parting.isTrunkEnd ? `leaves ${name}` : `${name} leaves`}
    </span>
  );
}
