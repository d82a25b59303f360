/** Names and words of a trace, which may be anything, as they may stand in a Mermaid text. */
import type { NodeId } from "../../trace/ids.js";

/**
 * What does not stand for itself in the words of a note, an arrow or a participant and is written
 * as an entity code: Mermaid takes much of it for syntax (`;`, `#`, `%%`, `@{`, `$$`, `<br>`) or
 * for codes of its own (`ﬂ°`, `¶ß`). A colon is harmless before a space.
 */
const CODED = /[^\p{L}\p{N}\p{M} .,:()[\]'“”!?/+_=·–—→←↑↔…★✓✗-]|\ufb02|:(?! )/gu;
/** Mermaid takes this for an order to break lines, wherever a text begins with it. */
const ORDER = /^((?:no)?wrap):/i;

/** The words as Mermaid shows them: no markup, no statement, no line break can come of them. */
export function mermaidText(words: string): string {
  return words.trim().replace(ORDER, "$1\0").replace(CODED, codeOf);
}

function codeOf(character: string): string {
  return `#${(character === "\0" ? ":" : character).codePointAt(0) ?? 0xfffd};`;
}

/** Words that a statement begins with, or that end a block; no participant can be called so. */
const KEYWORDS = new Set(
  [
    ...["participant", "actor", "create", "destroy", "as", "box", "loop", "rect", "opt", "alt"],
    ...["else", "par", "and", "critical", "option", "break", "end", "left", "right", "over"],
    ...["link", "links", "properties", "details", "note", "activate", "deactivate", "title"],
    ...["accTitle", "accDescr", "autonumber", "off", "sequenceDiagram", "constructor"],
  ].map((word) => word.toLowerCase()),
);

export interface Participant {
  /** What arrows and notes call it. */
  readonly id: string;
  /** Its name, to be shown. */
  readonly name: string;
}

/**
 * A word for each node: its name where Mermaid takes that as it stands, so that the text can be
 * read and edited; otherwise `p1`, `p2` … by its place.
 */
export function participantsOf(
  nodes: readonly { readonly id: NodeId; readonly name: string }[],
): ReadonlyMap<NodeId, Participant> {
  const isWord = (name: string) =>
    /^[A-Za-z][A-Za-z0-9]{0,39}$/.test(name) && !KEYWORDS.has(name.toLowerCase());
  const taken = new Set(nodes.map(({ name }) => name).filter(isWord));
  return new Map(
    nodes.map(({ id, name }, place) => {
      if (isWord(name)) return [id, { id: name, name }];
      let word = `p${place + 1}`;
      while (taken.has(word)) word += "p";
      taken.add(word);
      return [id, { id: word, name }];
    }),
  );
}
