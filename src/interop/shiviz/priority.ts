import type { LogEvent } from "./logEvents.js";

/** GoVector writes one before each event but a host's first. */
const PRIORITY = /^(DEBUG|INFO|WARNING|ERROR|FATAL) (.*)$/s;
const FIRST_EVENT = "Initialization Complete";

/** Makes a field of GoVector's priority words, if every event that should has one. */
export function splitPriority(events: readonly LogEvent[]): readonly LogEvent[] {
  const isWritten = events.every(({ text }) => text === FIRST_EVENT || PRIORITY.test(text));
  if (!isWritten) return events;
  return events.map((event) => {
    const [, priority, text = ""] = PRIORITY.exec(event.text) ?? [];
    if (priority === undefined) return event;
    return { ...event, text, fields: { ...event.fields, priority } };
  });
}
