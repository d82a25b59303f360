import { useMemo } from "preact/hooks";
import { drawPicture } from "../../render/spaceTime/drawing.js";
import { element } from "./element.js";
import type { LocalPicture } from "./local.js";
import { withoutNotes } from "./Notes.js";

interface Props {
  readonly picture: LocalPicture;
  readonly zoom: number;
}

/** One window of the picture, without anything that depends on the cursor. */
export function Drawing({ picture, zoom }: Props) {
  const { width, span, top } = picture;
  // A change of the zoom leaves all shapes as they are.
  const shapes = useMemo(() => drawPicture(withoutNotes(picture)).map(element), [picture]);
  return (
    <svg
      class="drawing"
      aria-hidden="true"
      width={width * zoom}
      height={span * zoom}
      viewBox={`0 ${top} ${width} ${span}`}
    >
      {shapes}
    </svg>
  );
}
