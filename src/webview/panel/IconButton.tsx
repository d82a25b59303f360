import { Icon, type IconName } from "../icons.js";

interface Props {
  readonly icon: IconName;
  /** What it does, in a few words that also a screen reader says. */
  readonly label: string;
  /** Shown under the pointer; the label if absent. */
  readonly title?: string;
  /** Remembers the keyboard's place; the icon's name if absent. */
  readonly focus?: string;
  /**
   * Shown as off, with the reason if there is a sentence; but it keeps the keyboard: a step to the
   * end must not lose the focus. Pressed, it runs all the same, which then tells the reason.
   */
  readonly off?: boolean | string | undefined;
  /** Of a switch: whether it is on. */
  readonly pressed?: boolean;
  /** `data-vscode-context`, of a place that has a menu of its own. */
  readonly menu?: string;
  readonly run: (button: HTMLButtonElement) => void;
}

/** A small button with an icon. */
export function IconButton(props: Props) {
  const { icon, label, title = label, focus = icon, off, pressed, menu, run } = props;
  const reason = typeof off === "string" ? off : undefined;
  return (
    <button
      type="button"
      class="iconButton"
      data-focus={focus}
      data-vscode-context={menu}
      title={reason === undefined ? title : `${title}\n${sentence(reason)}`}
      aria-label={label}
      aria-description={reason === undefined ? undefined : sentence(reason)}
      aria-pressed={pressed}
      aria-disabled={off !== undefined && off !== false}
      onClick={(event) => run(event.currentTarget)}
    >
      <Icon name={icon} />
    </button>
  );
}

/** Reasons come as parts of sentences too. */
function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
