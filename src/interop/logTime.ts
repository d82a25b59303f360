/** Dates and times of day as logs write them, without a host's calendar. */

const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:?\d\d)?$/;
const AMERICAN =
  /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: (AM|PM))?$/;

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * Milliseconds since 1970-01-01 as the log's clock showed it; undefined for a text of another form.
 * Reads `2013-05-24 23:28:00,637` (with a zone or without) and `10/13/2014 04:23:20.113` (or with
 * AM and PM), where the month stands first.
 */
export function readLogTime(text: string): number | undefined {
  const iso = ISO.exec(text);
  if (iso !== null) {
    const [, year = "", month = "", day = "", h = "", min = "", s = "", part = "", zone = ""] = iso;
    const time = timeOfDay(Number(h), Number(min), Number(s), part);
    return dayMs(Number(year), Number(month), Number(day)) + time - zoneMs(zone);
  }
  const american = AMERICAN.exec(text);
  if (american === null) return undefined;
  const [, month = "", day = "", year = "", h = "", min = "", s = "", part = "", half] = american;
  const hour = half === undefined ? Number(h) : (Number(h) % 12) + (half === "PM" ? 12 : 0);
  const time = timeOfDay(hour, Number(min), Number(s), part);
  return dayMs(Number(year), Number(month), Number(day)) + time;
}

function timeOfDay(hour: number, minute: number, second: number, part: string): number {
  return ((hour * 60 + minute) * 60 + second) * 1000 + Number(part.padEnd(3, "0").slice(0, 3));
}

function zoneMs(zone: string): number {
  if (zone === "" || zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -minutes : minutes) * MINUTE_MS;
}

/** The Gregorian calendar, counted from March so that the leap day ends a year. */
function dayMs(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const leaps = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  const inYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return (shifted * 365 + leaps + inYear - 719_468) * DAY_MS;
}
