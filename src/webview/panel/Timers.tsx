import type { Column, TimerCell } from "../../render/stateTable.js";
import { menuContext } from "../model/menus.js";
import type { View } from "../model/view.js";
import { IconButton } from "./IconButton.js";

interface Props {
  readonly timers: readonly TimerCell[];
  readonly column: Column;
  readonly view: View;
}

/** A node's running timers: what is left of each, and a button that has it fire now. */
export function Timers({ timers, column, view }: Props) {
  return (
    <ul class="timers">
      {timers.map((timer) => (
        <Timer key={timer.timer} timer={timer} column={column} view={view} />
      ))}
    </ul>
  );
}

interface TimerProps extends Omit<Props, "timers"> {
  readonly timer: TimerCell;
}

function Timer({ timer: cell, column: { node, name }, view }: TimerProps) {
  const { timer } = cell;
  return (
    <li
      class={cell.changed ? "new" : undefined}
      data-vscode-context={menuContext({ webviewSection: "timer", node, timer })}
    >
      <span class="timerWords">
        <span class="timerName">{timer}</span>
        <span class="timerLeft">{cell.remainingMs} ms</span>
      </span>
      <IconButton
        icon="force"
        label={`Force ${name}'s ${timer} timer`}
        focus={`force ${node} ${timer}`}
        off={view.whyNotBendable ?? false}
        run={() => view.intervene({ type: "timeout", node, timer })}
      />
      <span class="bar" aria-hidden="true">
        <span style={{ width: `${cell.remainingPerMille / 10}%` }} />
      </span>
    </li>
  );
}
