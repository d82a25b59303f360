import { useState } from "preact/hooks";

export interface ShownTip {
  readonly text: string;
  /** In the window, CSS pixels. */
  readonly x: number;
  readonly y: number;
}

/** The whole words of whatever is under the pointer and has a `data-tip`. */
export function useTip() {
  const [shown, show] = useState<ShownTip | undefined>(undefined);
  const follow = ({ target, clientX, clientY }: PointerEvent) => {
    const hit = target instanceof Element ? target.closest("[data-tip]") : null;
    const text = hit?.getAttribute("data-tip") ?? "";
    show(text === "" ? undefined : { text, x: clientX, y: clientY });
  };
  return { shown, follow, hide: () => show(undefined) };
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
