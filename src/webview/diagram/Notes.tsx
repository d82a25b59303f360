import { textWidth } from "../../render/fontMetrics.js";
import type { Flag } from "../../render/spaceTime/picture.js";
import { LABEL_PX, cursorY } from "../../render/spaceTime/scale.js";
import { Icon } from "../icons.js";
import { menuContext } from "../model/menus.js";
import type { Fork } from "../model/forks.js";
import type { View } from "../model/view.js";
import type { LocalPicture } from "./local.js";

interface Props {
  readonly picture: LocalPicture;
  readonly forks: readonly Fork[];
  readonly view: View;
  readonly zoom: number;
}

/** A note's sign and padding, besides its words. */
const AROUND_WORDS = 34;

/**
 * Moments, flips of invariants and forks of the run, right of the lifelines; over them, at the
 * right edge, where the pane is narrower than the picture. So they can always be read.
 */
export function Notes({ picture, forks, view, zoom }: Props) {
  const { origin, from, to, rows, top, notesX, gutter } = picture;
  const near = forks.filter(({ after }) => after >= from - 1 && after <= to);
  const words = [
    ...rows.flatMap(({ flags }) => flags.map(({ text }) => text)),
    ...near.map(wordsOf),
  ];
  const width = Math.max(0, ...words.map((text) => textWidth(text, LABEL_PX))) + AROUND_WORDS;
  const style = {
    width: `${width * zoom}px`,
    marginLeft: `${(notesX - gutter) * zoom}px`,
    fontSize: `${LABEL_PX * zoom}px`,
  };
  return (
    <div class="notes" aria-hidden="true" style={style}>
      {rows.flatMap(({ at, flags }) =>
        flags.map((flag) => (
          <FlagNote
            key={`${at} ${flag.y}`}
            flag={flag}
            at={at}
            y={flag.y + origin - top}
            zoom={zoom}
          />
        )),
      )}
      {near.map((fork) => (
        <ForkNote
          key={`${fork.after} ${fork.other.id}`}
          fork={fork}
          y={cursorY(fork.after) - top + stackedBy(near, fork) * NOTE_HEIGHT}
          view={view}
          zoom={zoom}
        />
      ))}
    </div>
  );
}

const NOTE_HEIGHT = 17;

/** Several branches may leave at one place: their notes stand one below the other. */
function stackedBy(forks: readonly Fork[], fork: Fork): number {
  return forks.filter(({ after }) => after === fork.after).indexOf(fork);
}

interface FlagProps {
  readonly flag: Flag;
  readonly at: number;
  /** Middle of its height, at zoom 1. */
  readonly y: number;
  readonly zoom: number;
}

const FLAG_SIGNS: { readonly [T in Flag["tone"]]: string } = {
  moment: "⚑",
  violated: "✕",
  restored: "✓",
};

function FlagNote({ flag: { tone, text, full }, at, y, zoom }: FlagProps) {
  return (
    <span class={`note flag-${tone}`} title={full} data-row={at} style={{ top: `${y * zoom}px` }}>
      <span class="noteSign">{FLAG_SIGNS[tone]}</span>
      {text}
    </span>
  );
}

interface ForkProps {
  readonly fork: Fork;
  readonly y: number;
  readonly view: View;
  readonly zoom: number;
}

/** A press shows the other way. The list of branches does the same by keyboard. */
function ForkNote({ fork, y, view, zoom }: ForkProps) {
  const { id, name, words } = fork.other;
  return (
    <span
      class={fork.isTrunkEnd ? "note fork trunkEnd" : "note fork"}
      title={`Show ${id}: ${name ?? words}`}
      data-vscode-context={menuContext({ webviewSection: "branch", branch: id })}
      style={{ top: `${y * zoom}px` }}
      onClick={(event) => {
        event.stopPropagation();
        view.switchBranch(id);
      }}
    >
      <Icon name="fork" />
      {wordsOf(fork)}
    </span>
  );
}

function wordsOf({ other: { id, name }, isTrunkEnd }: Fork): string {
  return isTrunkEnd ? `leaves ${name ?? id} here` : `${name ?? id} leaves here`;
}
