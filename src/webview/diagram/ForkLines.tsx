import { cursorY } from "../../render/spaceTime/scale.js";
import type { Fork } from "../model/forks.js";
import type { LocalPicture } from "./local.js";

interface Props {
  readonly picture: LocalPicture;
  readonly forks: readonly Fork[];
  readonly zoom: number;
}

/** A line through all lifelines where the shown branch leaves the trunk; a short one for others. */
export function ForkLines({ picture: { from, to, top, gutter }, forks, zoom }: Props) {
  const near = forks.filter(({ after }) => after >= from - 1 && after <= to);
  return (
    <div class="forkLines" aria-hidden="true">
      {near.map(({ after, other, isTrunkEnd }) => (
        <div
          key={`${after} ${other.id}`}
          class={isTrunkEnd ? "forkLine trunkEnd" : "forkLine"}
          style={{ top: `${(cursorY(after) - top) * zoom}px`, left: `${gutter * zoom}px` }}
        />
      ))}
    </div>
  );
}
