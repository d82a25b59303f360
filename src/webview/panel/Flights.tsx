import type { Flight } from "../../render/flights.js";
import type { StateTable } from "../../render/stateTable.js";
import type { Intervention } from "../../trace/intervention.js";
import type { IconName } from "../icons.js";
import { messageMenu } from "../model/menus.js";
import type { View } from "../model/view.js";
import { IconButton } from "./IconButton.js";
import { MenuButton } from "./MenuButton.js";

interface Props {
  readonly table: StateTable;
  readonly view: View;
}

/** What the network holds at the cursor: messages on their way with what can be done, cut links. */
export function Flights({ table: { flights, cut }, view }: Props) {
  if (flights.length === 0 && cut === "") return null;
  return (
    <>
      {flights.length > 0 && (
        <table class="flights">
          <caption>{captionOf(flights.length)}</caption>
          <tbody>
            {flights.map((flight) => (
              <FlightRow key={flight.message} flight={flight} view={view} />
            ))}
          </tbody>
        </table>
      )}
      {cut !== "" && (
        <p class="cutLinks">
          <span class="cutMark" aria-hidden="true">
            ✂
          </span>{" "}
          Cut: {cut}
        </p>
      )}
    </>
  );
}

function FlightRow({ flight, view }: { readonly flight: Flight; readonly view: View }) {
  const { message, words, from, to, held } = flight;
  const whole = `${words} from ${from} to ${to}`;
  return (
    <tr class={held ? "held" : undefined} data-vscode-context={messageMenu(message, held)}>
      <th scope="row" title={words}>
        {words}
      </th>
      <td>
        {from} → {to}
      </td>
      <td class="arrival">{arrivalOf(flight)}</td>
      <td class="flightDeeds">
        {deedsOf(flight).map(({ icon, label, does }) => (
          <IconButton
            key={icon}
            icon={icon}
            label={label(whole)}
            focus={`${icon} ${message}`}
            off={view.whyNotBendable ?? false}
            run={() => view.intervene(does)}
          />
        ))}
        <MenuButton label={`What can be done with ${whole}`} focus={`message ${message}`} />
      </td>
    </tr>
  );
}

interface Deed {
  readonly icon: IconName;
  readonly label: (whole: string) => string;
  readonly does: Intervention;
}

function deedsOf({ message, held }: Flight): readonly Deed[] {
  const receive = (whole: string) => `Receive ${whole} now`;
  return [
    { icon: "receive", label: receive, does: { type: "receive", message } },
    { icon: "drop", label: (whole) => `Drop ${whole}`, does: { type: "drop", message } },
    held
      ? {
          icon: "release",
          label: (whole) => `Release ${whole}`,
          does: { type: "release", message },
        }
      : { icon: "hold", label: (whole) => `Hold ${whole}`, does: { type: "hold", message } },
  ];
}

function captionOf(messages: number): string {
  return `On their way: ${messages} ${messages === 1 ? "message" : "messages"}`;
}

function arrivalOf({ held, arrivesInMs }: Flight): string {
  if (held) return "held";
  return arrivesInMs === undefined ? "" : `in ${arrivesInMs} ms`;
}
