import fc from "fast-check";
import { expect, it } from "vitest";
import { readLogTime } from "../../src/interop/logTime.js";

it("reads dates as a host's calendar does", () => {
  const years = { min: new Date("1900-01-01T00:00:00Z"), max: new Date("2399-12-31T00:00:00Z") };
  fc.assert(
    fc.property(fc.date({ ...years, noInvalidDate: true }), (date) => {
      const iso = date.toISOString();
      expect(readLogTime(iso)).toBe(date.getTime());
      expect(readLogTime(iso.replace("T", " ").replace(".", ",").replace("Z", ""))).toBe(
        date.getTime(),
      );
    }),
  );
});

it("reads times of day with AM and PM, and zones", () => {
  const noon = Date.parse("2013-05-27T12:00:00Z");
  expect(readLogTime("5/27/2013 12:00:00 PM")).toBe(noon);
  expect(readLogTime("5/27/2013 12:00:00 AM")).toBe(noon - 12 * 3_600_000);
  expect(readLogTime("05/27/2013 01:00:00.250 PM")).toBe(noon + 3_600_250);
  expect(readLogTime("2013-05-27T14:00:00+02:00")).toBe(noon);
  expect(readLogTime("2013-05-27 08:30:00-0330")).toBe(noon);
});

it.each(["", "yesterday", "2013-05-27", "27.5.2013 12:00:00", "1700000000"])(
  "%s is no date",
  (text) => {
    expect(readLogTime(text)).toBeUndefined();
  },
);
