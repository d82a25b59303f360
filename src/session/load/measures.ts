/** What one run under load was like, in numbers. */
import type { Section, Service } from "./serviceMeter.js";
import { jainIndex, percentile } from "./statistics.js";

/** A measure is undefined where nothing was there to be measured. */
export interface Measures {
  /** Critical sections entered. */
  readonly sections: number;
  readonly sectionsPerSecond: number;
  /** Messages sent for each critical section, without those that are counted apart. */
  readonly messagesPerSection: number | undefined;
  readonly apartPerSection: number | undefined;
  /** From asking to entering. */
  readonly waitMedianMs: number | undefined;
  readonly waitP95Ms: number | undefined;
  readonly waitMaxMs: number | undefined;
  /** Jain's index over the clients' numbers of critical sections. */
  readonly fairness: number | undefined;
  /** The most critical sections of others that began while one client waited. */
  readonly othersFirst: number | undefined;
  /** The most of them that were asked for later than the one that waited. */
  readonly overtaken: number | undefined;
  /** Share of the time in which nobody was inside while somebody waited. */
  readonly idleWantedPercent: number;
  /** The longest such time. */
  readonly longestGapMs: number;
  /** Who still waited at the end; nothing else tells of their waits. */
  readonly unserved: number;
}

/** `apart`: types of messages that are counted by themselves. */
export function measure(service: Service, apart: readonly string[]): Measures {
  const { sections, clients, fromMs, untilMs } = service;
  const lengthMs = untilMs - fromMs;
  const waits = sections.map(({ asked, entered }) => entered.timeMs - asked.timeMs);
  const entries = clients.map((one) => sections.filter(({ client }) => client === one).length);
  const passes = sections.map((_, place) => passedBy(sections, place));
  const isApart = (type: string) => apart.includes(type);
  return {
    sections: sections.length,
    sectionsPerSecond: (sections.length * 1000) / lengthMs,
    messagesPerSection: perSection(service, (type) => !isApart(type)),
    apartPerSection: perSection(service, isApart),
    waitMedianMs: percentile(waits, 50),
    waitP95Ms: percentile(waits, 95),
    waitMaxMs: percentile(waits, 100),
    fairness: jainIndex(entries),
    othersFirst: most(passes.map(({ others }) => others)),
    overtaken: most(passes.map(({ later }) => later)),
    idleWantedPercent: (service.idleWantedMs * 100) / lengthMs,
    longestGapMs: service.longestGapMs,
    unserved: service.unserved,
  };
}

/** How many messages of these types were sent for each critical section. */
export function perSection(
  { sections, messages }: Service,
  counts: (type: string) => boolean,
): number | undefined {
  if (sections.length === 0) return undefined;
  const sent = Object.entries(messages).filter(([type]) => counts(type));
  return sent.reduce((all, [, count]) => all + count, 0) / sections.length;
}

/** How many others entered between one's asking and entering, and how many of them asked later. */
function passedBy(sections: readonly Section[], place: number): { others: number; later: number } {
  const asked = sections[place]?.asked ?? { at: 0, timeMs: 0 };
  let [others, later] = [0, 0];
  for (let earlier = place - 1; earlier >= 0; earlier--) {
    const other = sections[earlier];
    if (other === undefined || other.entered.at < asked.at) break;
    others++;
    if (other.asked.timeMs > asked.timeMs) later++;
  }
  return { others, later };
}

function most(values: readonly number[]): number | undefined {
  return percentile(values, 100);
}
