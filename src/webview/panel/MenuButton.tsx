import { openMenu } from "../contextMenu.js";
import { IconButton } from "./IconButton.js";

interface Props {
  /** Such as `What can be done with Ben`. */
  readonly label: string;
  readonly focus: string;
}

/** Three dots: opens the menu of the place that it stands in, for those who do not right-click. */
export function MenuButton({ label, focus }: Props) {
  return <IconButton icon="more" label={label} focus={focus} run={(button) => openMenu(button)} />;
}
