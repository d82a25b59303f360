/** A ring at a cursor as one self-contained SVG, for a slide. */
import { diagramCss } from "../spaceTime/diagramCss.js";
import { svgDocument, type SvgTitle } from "../spaceTime/svgDocument.js";
import type { Theme } from "../theme.js";
import { drawRing } from "./drawRing.js";
import type { RingPicture } from "./picture.js";
import { ringCss } from "./ringCss.js";
import { ringSentence } from "./words.js";

/** The picture, which describes itself by what it says in words. */
export function ringSvg(
  picture: RingPicture,
  theme: Theme,
  { title, fontUrl }: Pick<SvgTitle, "title" | "fontUrl">,
): string {
  const { width, height } = picture;
  const sheet = {
    ...{ left: 0, top: 0, width, height, y1: 0, y2: height },
    ...{ background: theme.background, css: `${diagramCss(theme)}\n${ringCss(theme)}` },
    ...{ shapes: drawRing(picture), around: [] },
  };
  const description = ringSentence(picture);
  return svgDocument(sheet, { title, description, ...(fontUrl === undefined ? {} : { fontUrl }) });
}
