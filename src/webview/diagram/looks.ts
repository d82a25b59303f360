import { diagramCss } from "../../render/spaceTime/diagramCss.js";
import { overviewCss } from "../../render/overview/overviewCss.js";
import { causesCss } from "../../render/causes/causesCss.js";
import { VARIABLES_THEME } from "../../render/theme.js";

/**
 * Gives the diagram the looks that the export has too, in the theme's colours (see `theme.css`).
 */
export function dressDiagram(): void {
  const sheet = new CSSStyleSheet();
  const rules = [diagramCss, overviewCss, causesCss].map((css) => css(VARIABLES_THEME));
  sheet.replaceSync(`.drawing { ${rules.join("\n")} }`);
  document.adoptedStyleSheets.push(sheet);
}
