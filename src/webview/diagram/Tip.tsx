import { useState } from "preact/hooks";
import type { Picture } from "../../render/spaceTime/picture.js";
import { messageTip, rowTip } from "./tipText.js";

export interface ShownTip {
  readonly text: string;
  /** In the window, CSS pixels. */
  readonly x: number;
  readonly y: number;
}

/** The whole words of whatever of the drawing is under the pointer. */
export function useTip(picture: Picture | undefined) {
  const [shown, show] = useState<ShownTip | undefined>(undefined);
  const follow = ({ target, clientX, clientY }: PointerEvent) => {
    const text = picture && target instanceof Element ? textOf(picture, target) : "";
    show(text === "" ? undefined : { text, x: clientX, y: clientY });
  };
  return { shown, follow, hide: () => show(undefined) };
}

function textOf(picture: Picture, target: Element): string {
  if (target.closest(".drawing") === null) return "";
  const message = target.closest("[data-message]")?.getAttribute("data-message");
  if (message) return messageTip(picture, Number(message)) ?? "";
  const row = target.closest("[data-row]")?.getAttribute("data-row");
  return row ? (rowTip(picture, Number(row)) ?? "") : "";
}

/** As wide as the style sheet lets it be. */
const WIDTH = 360;

export function Tip({ tip }: { readonly tip: ShownTip | undefined }) {
  if (tip === undefined) return null;
  const left = Math.max(4, Math.min(tip.x + 14, globalThis.innerWidth - WIDTH));
  const isLow = tip.y > globalThis.innerHeight - 120;
  const vertical = isLow
    ? { bottom: `${globalThis.innerHeight - tip.y + 12}px` }
    : { top: `${tip.y + 18}px` };
  return (
    <div class="tip" aria-hidden="true" style={{ left: `${left}px`, ...vertical }}>
      {tip.text}
    </div>
  );
}
