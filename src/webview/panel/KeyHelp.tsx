import { useEffect, useRef } from "preact/hooks";
import { KEY_HELP } from "../model/keys.js";

/** The list of keys, over everything else. Escape and a click beside it close it. */
export function KeyHelp({ close }: { readonly close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="keyHelp"
      aria-label="Keyboard help"
      onClose={close}
      onClick={(event) => event.target === event.currentTarget && close()}
    >
      <h2>Keyboard</h2>
      <dl>
        {KEY_HELP.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="primary" onClick={close}>
        Close
      </button>
    </dialog>
  );
}
