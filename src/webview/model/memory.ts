/**
 * What a view keeps when VS Code hides it and later makes it anew. Positions are heights at zoom 1,
 * so that they hold at any zoom.
 */
import * as v from "valibot";
import { AXIS_NAMES, type AxisName } from "../../render/spaceTime/axis.js";

export interface Remembered {
  /** Height at the top of the diagram, at zoom 1; absent: wherever the cursor is. */
  readonly top?: number | undefined;
  /** Absent: by the events' order. */
  readonly axis?: AxisName | undefined;
  /**
   * 1 is the size of the font that the picture was laid out for; absent: so that the lifelines fit.
   */
  readonly zoom?: number | undefined;
  /** Whether the causes of the cursor's event are shown. */
  readonly causes?: boolean | undefined;
  /** Whether the ring is shown, where there is one; absent: it is. */
  readonly ring?: boolean | undefined;
  /** The diagram's share of the view, 0–1; absent: as wide as the picture. */
  readonly split?: number | undefined;
  /** `data-focus` of the element that had the keyboard. */
  readonly focus?: string | undefined;
}

const optionalNumber = (min: number, max: number) =>
  v.optional(v.pipe(v.number(), v.minValue(min), v.maxValue(max)));

const rememberedSchema = v.object({
  top: optionalNumber(0, Number.MAX_SAFE_INTEGER),
  axis: v.optional(v.picklist(AXIS_NAMES)),
  zoom: optionalNumber(Number.MIN_VALUE, 10),
  split: optionalNumber(0, 1),
  causes: v.optional(v.boolean()),
  ring: v.optional(v.boolean()),
  focus: v.optional(v.string()),
});

/** The part of VS Code's webview API that keeps a state. */
export interface StateKeeper {
  getState(): unknown;
  setState(state: unknown): void;
}

export class Memory {
  readonly #keeper: StateKeeper;
  #remembered: Remembered;

  constructor(keeper: StateKeeper) {
    this.#keeper = keeper;
    const parsed = v.safeParse(rememberedSchema, keeper.getState());
    this.#remembered = parsed.success ? parsed.output : {};
  }

  get remembered(): Remembered {
    return this.#remembered;
  }

  keep(fields: Remembered): void {
    this.#remembered = { ...this.#remembered, ...fields };
    this.#keeper.setState(this.#remembered);
  }
}
