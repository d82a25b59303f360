import { diagramCss } from "../../render/spaceTime/diagramCss.js";
import { overviewCss } from "../../render/overview/overviewCss.js";
import { causesCss } from "../../render/causes/causesCss.js";
import { ringCss } from "../../render/ring/ringCss.js";
import { VARIABLES_THEME } from "../../render/theme.js";

/** Gives diagram and ring the looks of the export, in the theme's colours (see `theme.css`). */
export function dressDiagram(): void {
  const sheet = new CSSStyleSheet();
  const rules = [diagramCss, overviewCss, causesCss, ringCss].map((css) => css(VARIABLES_THEME));
  sheet.replaceSync(`.drawing, .ringDrawing { ${rules.join("\n")} }`);
  document.adoptedStyleSheets.push(sheet);
}
