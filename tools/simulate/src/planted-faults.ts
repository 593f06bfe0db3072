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
  readonly correctedOn: string;
}

export const unknownCode = '97';
export const wrongCode = '21';

/**
 * Picks lives for each fault from those of one force, by place in the list: the same lives give the same plan. Contacts are withheld
 * in one unit, for every second case of it. Cases that are revised or charged later are left alone, so that nothing else happens to them.
 */
export function planFaults(
  lives: readonly Life[],
  { force = '01', unit }: { force?: string; unit: string },
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
  return {
    lost: some(3, 4),
    twice: some(9, 3),
    unknownCode: some(14, 2),
    miscoded: some(20, 2),
    withheld: own.filter((life) => life.unit === unit && life.person.telephone !== null && life.number % 2 === 0),
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

  /** What goes out in place of this event. */
  pass(event: SentEvent, life: Life): readonly SentEvent[] {
    if (event.type !== 'police.case.closed.v1') return [event];
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
