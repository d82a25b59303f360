import { useEffect, useMemo, useState } from "preact/hooks";
import type { FarParams, WindowParams } from "../../bridge/messages.js";
import type { FarPicture } from "../../render/overview/picture.js";
import type { View } from "../model/view.js";
import { localPicture, type LocalPicture } from "./local.js";
import { Pictures } from "./pictures.js";

/** A window of the detailed picture, or of the far-out one. */
export type Wish =
  | { readonly is: "near"; readonly window: WindowParams }
  | { readonly is: "far"; readonly window: FarParams };

export type Shown =
  | { readonly is: "near"; readonly picture: LocalPicture }
  | { readonly is: "far"; readonly picture: FarPicture };

/**
 * The latest window that has come; it stays until the next one is there, so that one kind of
 * picture takes the other's place without a gap. `of` says of what it is: windows of anything else
 * are void.
 */
export function usePicture(view: View, of: string, wish: Wish | undefined): Shown | undefined {
  const [shown, show] = useState<Shown | undefined>(undefined);
  const pictures = useMemo(() => new Pictures((wanted: Wish) => ask(view, wanted), show), [view]);
  useEffect(() => {
    if (wish === undefined) return;
    pictures.renew(of);
    pictures.want(wish);
  }, [of, JSON.stringify(wish)]);
  return shown;
}

async function ask(view: View, wish: Wish): Promise<Shown | undefined> {
  if (wish.is === "near") {
    const come = await view.picture(wish.window);
    return come && { is: "near", picture: localPicture(come) };
  }
  const come = await view.farPicture(wish.window);
  return come && { is: "far", picture: come };
}
