import type { Flag, Row } from "../../render/spaceTime/picture.js";
import { LABEL_PX } from "../../render/spaceTime/scale.js";
import { Icon } from "../icons.js";
import { eventMenu } from "../model/menus.js";
import type { LocalPicture } from "./local.js";

interface Props {
  readonly picture: LocalPicture;
  readonly zoom: number;
}

/** A line of words at the right. */
interface Note {
  readonly at: number;
  readonly tone: Flag["tone"] | "network";
  readonly text: string;
  /** The words in whole. */
  readonly full: string;
  /** Middle of its height in the window, at zoom 1. */
  readonly y: number;
}

/**
 * Moments, flips of invariants and events of the network, right of the lifelines. Where the pane is
 * narrower than the picture each of them keeps to the right edge by itself: it can always be read,
 * and covers no more of the lifelines than it must.
 */
export function Notes({ picture, zoom }: Props) {
  const { rows, top, notesX, gutter } = picture;
  const left = `${gutter * zoom}px`;
  // A margin would hold a note back where the pane ends far left of it; a box does not.
  const space = { flex: "none", width: `${(notesX - gutter) * zoom}px` };
  return (
    <div class="notes" aria-hidden="true" style={{ left, fontSize: `${LABEL_PX * zoom}px` }}>
      {rows.flatMap(notesOf).map(({ at, tone, text, full, y }) => (
        <div key={`${at} ${y}`} class="noteLine" style={{ top: `${(y - top) * zoom}px` }}>
          <div style={space} />
          <span
            class={`note note-${tone}`}
            title={full}
            data-row={at}
            data-vscode-context={eventMenu(at)}
          >
            {tone === "network" ? <Icon name="network" /> : <span>{SIGNS[tone]}</span>}
            {text}
          </span>
        </div>
      ))}
    </div>
  );
}

const SIGNS: { readonly [T in Flag["tone"]]: string } = {
  moment: "⚑",
  violated: "✕",
  restored: "✓",
};

function notesOf({ at, x, label, full, labelY, flags }: Row): readonly Note[] {
  const ofNetwork = x === undefined && label !== "";
  return [
    ...(ofNetwork ? [{ at, tone: "network" as const, text: label, full, y: labelY }] : []),
    ...flags.map(({ tone, text, full: whole, y }) => ({ at, tone, text, full: whole, y })),
  ];
}

/** The picture without the words that are notes. */
export function withoutNotes(picture: LocalPicture): LocalPicture {
  const bare = (row: Row) => ({ ...row, flags: [], label: row.x === undefined ? "" : row.label });
  return { ...picture, rows: picture.rows.map(bare) };
}
