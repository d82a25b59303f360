import type { Lifeline, Row, Stretch } from "../../render/spaceTime/picture.js";
import { CAPTION_BELOW_MARK, LINE_HEIGHT, PILL_PADDING } from "../../render/spaceTime/scale.js";
import { ArrowLabelShape, ArrowShape } from "./ArrowShape.js";
import type { LocalPicture } from "./local.js";
import { MarkShape } from "./MarkShape.js";
import { Patterns } from "./Patterns.js";

/** One window of the picture, without anything that depends on the cursor. */
export function Drawing({
  picture,
  zoom,
}: {
  readonly picture: LocalPicture;
  readonly zoom: number;
}) {
  const { width, span, lifelines, arrows, rows } = picture;
  return (
    <svg
      class="drawing"
      aria-hidden="true"
      width={width * zoom}
      height={span * zoom}
      viewBox={`0 0 ${width} ${span}`}
    >
      <Patterns />
      {lifelines.map((line) => (
        <LifelineShape key={line.node} line={line} />
      ))}
      {arrows.map((arrow) => (
        <ArrowShape key={arrow.message} arrow={arrow} lifelines={lifelines} />
      ))}
      {lifelines.map((line) => (
        <Pills key={line.node} line={line} />
      ))}
      {arrows.map(
        (arrow) =>
          arrow.label && (
            <ArrowLabelShape key={arrow.message} arrow={arrow} lifelines={lifelines} />
          ),
      )}
      {rows.map((row) => (
        <RowShape key={row.at} row={row} />
      ))}
    </svg>
  );
}

function LifelineShape({ line }: { readonly line: Lifeline }) {
  return (
    <g>
      {line.stretches.map((stretch) => (
        <StretchShape key={stretch.y1} x={line.x} stretch={stretch} />
      ))}
    </g>
  );
}

/** Half the width of a stretch; what is not listed is a thin line. */
const HALF_WIDTHS: { readonly [look in Stretch["look"]]?: number } = {
  leading: 4,
  seeking: 4,
  waiting: 3.5,
  serving: 3.5,
  odd: 3.5,
};

function StretchShape({ x, stretch }: { readonly x: number; readonly stretch: Stretch }) {
  const { y1, y2, look } = stretch;
  const half = HALF_WIDTHS[look];
  if (half === undefined) return <path class={`stretch ${look}`} d={`M${x} ${y1}V${y2}`} />;
  return (
    <rect class={`stretch ${look}`} x={x - half} y={y1} width={half * 2} height={y2 - y1} rx={1} />
  );
}

/** Words on the line where a role or a term begins. */
function Pills({ line }: { readonly line: Lifeline }) {
  return (
    <g>
      {line.stretches
        .filter((stretch) => stretch.caption !== "")
        .map((stretch) => {
          const y = stretch.y1 + CAPTION_BELOW_MARK;
          const width = stretch.captionWidth + PILL_PADDING * 2;
          return (
            <g key={stretch.y1} class={`pill ${stretch.look}`}>
              <rect
                x={line.x - width / 2}
                y={y - LINE_HEIGHT / 2}
                width={width}
                height={LINE_HEIGHT}
                rx={LINE_HEIGHT / 2}
              />
              <text x={line.x} y={y}>
                {stretch.caption}
              </text>
            </g>
          );
        })}
    </g>
  );
}

/** Space between a flag's glyph and its words. */
const FLAG_GLYPH = 11;

function RowShape({ row }: { readonly row: Row }) {
  return (
    <g class="row" data-row={row.at}>
      {row.x !== undefined && <MarkShape mark={row.mark} x={row.x} y={row.y} tip={row.full} />}
      {row.label !== "" && (
        <text class="rowLabel" x={row.labelX} y={row.labelY} data-tip={row.full}>
          {row.label}
        </text>
      )}
      {row.flags.map((flag) => (
        <g key={flag.y} class={`flag ${flag.tone}`} data-tip={flag.full}>
          <FlagGlyph tone={flag.tone} x={flag.x - FLAG_GLYPH} y={flag.y} />
          <text x={flag.x} y={flag.y}>
            {flag.text}
          </text>
        </g>
      ))}
    </g>
  );
}

interface FlagGlyphProps {
  readonly tone: "moment" | "violated" | "restored";
  readonly x: number;
  readonly y: number;
}

const FLAG_PATHS = {
  moment: "M0-4.5 1.3-1.4 4.6-1.2 2 .9 2.9 4.2 0 2.3-2.9 4.2-2 .9-4.6-1.2-1.3-1.4Z",
  violated: "M0-4.5 5 4H-5Z",
  restored: "M-4 0-1.2 3 4-3.5",
};

function FlagGlyph({ tone, x, y }: FlagGlyphProps) {
  return <path transform={`translate(${x} ${y})`} d={FLAG_PATHS[tone]} />;
}
