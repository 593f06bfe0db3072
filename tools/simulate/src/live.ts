import { Approvers } from './approvers.js';
import { Caseworkers } from './caseworkers.js';
import { Clocks } from './clocks.js';
import { addDays, isWeekend, londonInstant, monthOf, nextMonth } from './days.js';
import type { Doors } from './front-door.js';
import type { Journal } from './journal.js';
import type { Mailbox } from './mailbox.js';
import { People } from './people.js';
import type { Post } from './post.js';
import type { Telephone } from './telephone.js';
import { PoliceForces } from './police-force.js';
import { Respondents } from './respondents.js';
import { imagine, type Life } from './world.js';

export interface LiveSettings {
  readonly doors: Doors;
  readonly mailbox: Mailbox;
  readonly post: Post;
  readonly telephone: Telephone;
  readonly journal: Journal;
  readonly seed: number;
  /** First month lived through, YYYY-MM; closures of the three months before arrive on its first day. */
  readonly from: string;
  readonly months: number;
  readonly closuresAMonth?: readonly [number, number];
  readonly keen?: boolean;
  readonly onProgress?: (progress: { day: string; month: number; of: number; reports: number }) => void;
  /** Name -> base URL of every process whose clock goes along; the four doors themselves unless told. */
  readonly clocks?: Readonly<Record<string, string>>;
  /** Hears of every instant before the services do. */
  readonly onClock?: (now: string) => void;
  /** Called right after something was accepted and before anything came to rest: a test kills here. */
  readonly between?: (day: string, step: string) => Promise<void>;
}

export interface LivedThrough {
  readonly lives: readonly Life[];
  readonly reports: number;
  /** Day on which the last report came out. */
  readonly lastDay: string;
}

/** Day of the month after on which every report of a month is out: the tenth working day is never later. */
const lastReleaseDay = 18;

/** Lives through months at the real front doors, a working day at a time, as fast as the machine allows. */
export async function live(settings: LiveSettings): Promise<LivedThrough> {
  const { doors, mailbox, post, journal, from, months, between = async () => {} } = settings;
  const goLive = `${from}-01`;
  const lastMonth = Array.from({ length: months - 1 }).reduce<string>((m) => nextMonth(m), from);
  const lives = imagine({
    seed: settings.seed,
    from: monthOf(addDays(goLive, -90)),
    to: lastMonth,
    closuresAMonth: settings.closuresAMonth ?? [85, 100],
    keen: settings.keen === true,
  });
  const clocks = new Clocks(
    settings.clocks ?? {
      'case-intake': doors.caseIntake,
      'survey-delivery': doors.surveyDelivery,
      survey: doors.survey,
      reporting: doors.reporting,
    },
    settings.onClock,
  );
  const people = new People(lives);
  const respondents = new Respondents(people, journal);
  const staff = new Caseworkers(doors, people, settings.telephone, journal, respondents.interview);
  const police = new PoliceForces(doors, lives, journal, goLive);
  const approvers = new Approvers(doors, journal);
  const lastDay = `${nextMonth(lastMonth)}-${lastReleaseDay}`;
  let signed = monthOf(addDays(goLive, -90));

  for (let day = goLive; day <= lastDay; day = addDays(day, 1)) {
    const read = async (): Promise<void> => respondents.receive([...mailbox.collect(), ...(await post.collect())], day);
    /** Once a provider that failed is well, what it kept back leaves: on which day something comes depends on no provider. */
    const readWhatWasKeptBack = async (hour: number): Promise<void> => {
      const failed = [mailbox.troubles, post.troubles, post.undelivered].map((troubles) => troubles.mend());
      if (!failed.includes(true)) return;
      await clocks.set(londonInstant(day, hour));
      await clocks.rest();
      await read();
    };
    if (day.endsWith('-01')) {
      // Months close just after midnight, before anything of the new month has happened.
      await clocks.set(londonInstant(day, 0, 10));
      await between(day, 'close');
      await clocks.rest();
    }
    if (isWeekend(day)) continue;
    // Case systems send before anybody is written to: how much a survey is told of her case depends on how many cases are known.
    await clocks.set(londonInstant(day, 7));
    const sent = await police.report(day);
    await between(day, 'police');
    if (sent > 0) await clocks.rest();
    await clocks.set(londonInstant(day, 10));
    if (day.slice(8) >= '05' && signed < monthOf(day)) {
      await police.signControlTotals(signed, day);
      signed = nextMonth(signed);
    }
    await clocks.rest();
    await read();
    await readWhatWasKeptBack(12);
    await staff.work(day);
    await between(day, 'staff');
    await respondents.answer(day);
    await between(day, 'answers');
    await clocks.rest();
    // Letters are read only when everything rests: a day must not depend on how fast the machine is.
    await read();
    await readWhatWasKeptBack(14);
    await approvers.work(day);
    settings.onProgress?.({
      day,
      month: monthsBetween(from, monthOf(day)) + 1,
      of: months,
      reports: approvers.published,
    });
  }
  return { lives, reports: approvers.published, lastDay };
}

const monthsBetween = (a: string, b: string): number =>
  (Number(b.slice(0, 4)) - Number(a.slice(0, 4))) * 12 + Number(b.slice(5)) - Number(a.slice(5));
