import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { CausalView } from "../../render/causes/causes.js";
import { drawCauses, relationClass, relationsIn } from "../../render/causes/drawCauses.js";
import { element } from "./element.js";
import type { LocalPicture } from "./local.js";

interface Props {
  readonly picture: LocalPicture;
  readonly causes: CausalView | undefined;
  readonly zoom: number;
}

const CLASSES = (["past", "future", "concurrent", "self"] as const).map(relationClass);

/**
 * What led to the cursor's event: signs and the chain under the drawing, whose own shapes get
 * classes. They are drawn once for all cursors.
 */
export function CauseLayer({ picture, causes, zoom }: Props) {
  const layer = useRef<SVGSVGElement | null>(null);
  const { width, span, top } = picture;
  useLayoutEffect(() => {
    const window = layer.current?.parentElement;
    const shapes = window?.querySelectorAll<SVGElement | HTMLElement>(
      ".drawing [data-row], .drawing [data-message], .note[data-row]",
    );
    const relationOf = causes && relationsIn(causes);
    for (const shape of shapes ?? []) {
      shape.classList.remove(...CLASSES);
      const { message, row } = shape.dataset;
      const relation = relationOf?.(numberOf(message), numberOf(row));
      if (relation !== undefined) shape.classList.add(relationClass(relation));
    }
  }, [picture, causes]);
  const shapes = useMemo(
    () => (causes === undefined ? [] : drawCauses(picture, causes).map(element)),
    [picture, causes],
  );
  return (
    <svg
      ref={layer}
      class="drawing causes"
      aria-hidden="true"
      width={width * zoom}
      height={span * zoom}
      viewBox={`0 ${top} ${width} ${span}`}
    >
      {shapes}
    </svg>
  );
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
