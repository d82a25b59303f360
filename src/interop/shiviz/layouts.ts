/** The layouts of logs that ShiViz and its relatives are known to come with. */
import { ownPattern, type Pattern } from "./pattern.js";

export interface Layout {
  /** As in "read with the layout of …". */
  readonly name: string;
  readonly pattern: Pattern;
  /** Every event but the first of a host may begin with one of GoVector's priority words. */
  readonly hasPriorityWord?: true;
}

const HOST_AND_CLOCK = String.raw`(?<host>\S*) (?<clock>{.*})`;

/** Of those that find as many events in a log, the one with most groups is taken. */
export const LAYOUTS: readonly Layout[] = [
  layout(
    "an Akka log",
    String.raw`\[\w+\] \[(?<date>([^ ]+ [^ ]+))\] [^ ]+ \[akka://Broadcast/user/(?<host>\w+)\] ` +
      String.raw`(?<clock>.*\}) (?<event>.*)`,
  ),
  layout(
    "Voldemort's log",
    String.raw`\[(?<date>\d{4}-\d{2}-\d{2} (\d{2}:){2}\d{2},\d{3}) (?<path>\S*)\] ` +
      String.raw`(?<priority>(INFO|WARN)) (?<event>.*)\n${HOST_AND_CLOCK}`,
  ),
  layout(
    "a web server's log",
    String.raw`(?<ip>(\d{1,3}\.){3}\d{1,3}) ` +
      String.raw`(?<date>(\d{1,2}/){2}\d{4} (\d{2}:){2}\d{2} (AM|PM)) ` +
      String.raw`(?<action>(INFO|GET|POST)) (?<event>.*)\n(?<host>\w*) (?<clock>.*)`,
  ),
  layout(
    "a behaviour that TLC printed",
    String.raw`^State [0-9]+: <(?<event>\w*) .*>\n\/\\ Host = (?<host>.*)\n` +
      String.raw`\/\\ Clock = "(?<clock>.*)"\n\/\\ active = (?<active>.*)\n` +
      String.raw`\/\\ color = (?<color>.*)\n\/\\ counter = (?<counter>.*)`,
  ),
  layout("TSViz", String.raw`^(?<timestamp>\d+) (?<event>.*)\n(?<host>\w*) (?<clock>.*)`),
  {
    ...layout(
      "GoVector with times",
      String.raw`^(?<timestamp>\d+) ${HOST_AND_CLOCK}\n(?<event>.*)`,
    ),
    hasPriorityWord: true,
  },
  { ...layout("GoVector", String.raw`${HOST_AND_CLOCK}\n(?<event>.*)`), hasPriorityWord: true },
  layout("ShiViz", String.raw`(?<event>.*)\n${HOST_AND_CLOCK}`),
];

/** What stands between the executions of every known log. */
export const KNOWN_DELIMITER = ownPattern(String.raw`^=== (?<trace>.*) ===$`);

function layout(name: string, source: string): Layout {
  return { name, pattern: ownPattern(source) };
}
