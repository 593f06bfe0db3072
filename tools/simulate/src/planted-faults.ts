import { addDays } from './days.js';
import type { Life } from './world.js';

/** An event of a case system as it goes out; what a fault alters of it. */
export interface SentEvent {
  readonly id: string;
  readonly type: string;
  readonly sequence: number;
  readonly caseversion: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One planted fault: which case it befell, and under which number of the source. */
export interface Planted {
  readonly life: Life;
  readonly sequence: number;
}

export interface FaultPlan {
  /** Closures of these lives are numbered and never sent. */
  readonly lost: readonly Life[];
  /** Sent twice over. */
  readonly twice: readonly Life[];
  /** Sent with a code that no table has, and put right after `correctedOn`. */
  readonly unknownCode: readonly Life[];
  /** Sent with the outcome of another class, and put right after `correctedOn`. */
  readonly miscoded: readonly Life[];
  /** Sent without the contact that the police have. */
  readonly withheld: readonly Life[];
  /** Removed after they were sent. */
  readonly removed: readonly Life[];
  /** Merged into a record that nobody ever sends. */
  readonly mergedAway: readonly Life[];
  /** Closed without a charge, and said to be before a court. */
  readonly parked: readonly Life[];
  /** Sent with a telephone number that is none. */
  readonly unusable: readonly Life[];
  /** Reported more than a year ago, and never closed. */
  readonly neverClosed: readonly Life[];
  readonly correctedOn: string;
}

export const unknownCode = '97';
export const wrongCode = '21';

/** Which unit does what. */
export interface Gaming {
  /** Contacts are withheld. */
  readonly withholds: string;
  /** Cases are removed, and merged away. */
  readonly loses: string;
  /** Cases are parked as live or never closed, and numbers are wrong. */
  readonly parks: string;
}

/**
 * Picks lives for each fault from those of one force, by place in the list: the same lives give the same plan. Contacts are withheld
 * for every second case of their unit. Cases that are revised or charged later are left alone, so that nothing else happens to them.
 */
export function planFaults(
  lives: readonly Life[],
  { force = '01', withholds, loses, parks }: Gaming & { force?: string },
): FaultPlan {
  const own = lives.filter((life) => life.force === force);
  const plain = own.filter(
    (life) =>
      life.revision === null &&
      life.proceedingsEndOn === null &&
      (life.outcomeCode === '15' || life.outcomeCode === '16'),
  );
  const some = (from: number, count: number): Life[] => plain.slice(from, from + count);
  const last = own.at(-1)!.closedOn;
  const faulty = { lost: some(3, 4), twice: some(9, 3), unknownCode: some(14, 2), miscoded: some(20, 2) };
  const taken = Object.values(faulty).flat();
  const [losing, parking] = [loses, parks].map((unit) =>
    plain.filter((life) => life.unit === unit && life.person.telephone !== null && !taken.includes(life)),
  ) as [Life[], Life[]];
  return {
    ...faulty,
    withheld: own.filter((life) => life.unit === withholds && life.person.telephone !== null && life.number % 2 === 0),
    removed: losing.slice(0, 6),
    mergedAway: losing.slice(6, 13),
    parked: parking.slice(0, 5),
    unusable: parking.slice(5, 11),
    neverClosed: parking.slice(0, 6).map((life) => ({
      ...life,
      caseReference: `${life.caseReference}-open`,
      victimPseudonym: `${life.victimPseudonym}-open`,
      reportedOn: addDays(life.closedOn, -500),
    })),
    correctedOn: addDays(`${last.slice(0, 7)}-28`, 20),
  };
}

/** Plants a plan into what a case system sends, and keeps what was planted under which number. */
export class PlantedFaults {
  readonly lost: Planted[] = [];
  readonly unknown: Planted[] = [];
  readonly miscoded: Planted[] = [];
  readonly twice: Planted[] = [];
  private readonly corrections: { life: Life; data: Readonly<Record<string, unknown>> }[] = [];

  constructor(private readonly plan: FaultPlan) {}

  withholds(life: Life): boolean {
    return this.plan.withheld.includes(life);
  }

  garbles(life: Life): boolean {
    return this.plan.unusable.includes(life);
  }

  get neverClosed(): readonly Life[] {
    return this.plan.neverClosed;
  }

  /** How a case is taken away again after it was closed; null where it is not. */
  vanishing(life: Life): { type: string; data: Record<string, unknown> } | null {
    const { caseReference } = life;
    if (this.plan.removed.includes(life))
      return { type: 'police.case.removed.v1', data: { caseReference, reason: 'test-record' } };
    if (this.plan.mergedAway.includes(life))
      return {
        type: 'police.case.merged.v1',
        data: { caseReference, intoCaseReference: `${caseReference}-never-sent` },
      };
    return null;
  }

  /** What goes out in place of this event. */
  pass(event: SentEvent, life: Life): readonly SentEvent[] {
    if (event.type !== 'police.case.closed.v1') return [event];
    if (this.plan.parked.includes(life)) return [{ ...event, data: { ...event.data, proceedingsLive: true } }];
    const planted = { life, sequence: event.sequence };
    if (this.plan.lost.includes(life)) return (this.lost.push(planted), []);
    if (this.plan.twice.includes(life)) return (this.twice.push(planted), [event, event]);
    const written = this.plan.unknownCode.includes(life)
      ? unknownCode
      : this.plan.miscoded.includes(life)
        ? wrongCode
        : undefined;
    if (written === undefined) return [event];
    (written === unknownCode ? this.unknown : this.miscoded).push(planted);
    this.corrections.push({ life, data: event.data });
    return [{ ...event, data: { ...event.data, outcomeCode: written } }];
  }

  /** Corrections that are due on this day, each once. */
  takeCorrections(day: string): { life: Life; data: Readonly<Record<string, unknown>> }[] {
    return day < this.plan.correctedOn ? [] : this.corrections.splice(0);
  }
}
