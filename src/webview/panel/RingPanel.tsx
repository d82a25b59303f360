import { drawRing } from "../../render/ring/drawRing.js";
import type { RingPicture } from "../../render/ring/picture.js";
import { element } from "../diagram/element.js";
import { Icon } from "../icons.js";
import type { View } from "../model/view.js";

interface Props {
  readonly ring: RingPicture;
  readonly isShown: boolean;
  readonly view: View;
}

/** The ring as it stands at the cursor, drawn small and said in words; closed, its name alone. */
export function RingPanel({ ring, isShown, view }: Props) {
  return (
    <section class="ring" aria-label="Ring">
      <button
        type="button"
        class="ringToggle"
        data-focus="ring"
        title="Show or hide the ring (Shift+R)"
        aria-expanded={isShown}
        onClick={() => view.act("toggleRing")}
      >
        <Icon name="next" />
        Ring
      </button>
      {isShown && (
        <figure>
          <Drawn ring={ring} />
          <Words ring={ring} />
        </figure>
      )}
    </section>
  );
}

function Drawn({ ring }: { readonly ring: RingPicture }) {
  const { width, height } = ring;
  return (
    <svg
      class="ringDrawing"
      aria-hidden="true"
      viewBox={`0 0 ${width} ${height}`}
      style={{ width: `${width}px` }}
    >
      {drawRing(ring).map(element)}
    </svg>
  );
}

/** One sentence; what is seen as lines is read with the signs between them. */
function Words({ ring: { caption, clauses } }: { readonly ring: RingPicture }) {
  return (
    <figcaption>
      <span class="ringCaption">
        {caption}
        <Unseen text=": " />
      </span>
      {clauses.map((clause, i) => (
        <span key={i}>
          {clause}
          <Unseen text={i === clauses.length - 1 ? "." : "; "} />
        </span>
      ))}
    </figcaption>
  );
}

function Unseen({ text }: { readonly text: string }) {
  return <span class="spokenOnly">{text}</span>;
}
