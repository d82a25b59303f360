import { useState } from "preact/hooks";
import { farTip, messageTip, rowTip } from "./tipText.js";
import type { Shown } from "./usePicture.js";

export interface ShownTip {
  readonly text: string;
  /** In the window, CSS pixels. */
  readonly x: number;
  readonly y: number;
}

/** The whole words of whatever of the drawing is under the pointer. */
export function useTip(drawn: Shown | undefined) {
  const [shown, show] = useState<ShownTip | undefined>(undefined);
  const follow = ({ target, clientX, clientY }: PointerEvent) => {
    const text = drawn && target instanceof Element ? textOf(drawn, target) : "";
    show(text === "" ? undefined : { text, x: clientX, y: clientY });
  };
  return { shown, follow, hide: () => show(undefined) };
}

function textOf(drawn: Shown, target: Element): string {
  if (target.closest(".drawing") === null) return "";
  const row = target.closest("[data-row]")?.getAttribute("data-row");
  if (drawn.is === "far") return row ? farTip(drawn.picture, Number(row)) : "";
  const message = target.closest("[data-message]")?.getAttribute("data-message");
  if (message) return messageTip(drawn.picture, Number(message)) ?? "";
  if (row) return rowTip(drawn.picture, Number(row)) ?? "";
  return target.closest("[data-words]")?.getAttribute("data-words") ?? "";
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
