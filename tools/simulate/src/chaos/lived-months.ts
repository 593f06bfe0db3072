import type { ReportContent, ReportSummary } from '@answerable/contracts';
import type { AppName } from '@answerable/platform';
import { readStackEnv } from '@answerable/stack';
import { londonInstant, monthOf } from '../days.js';
import { agreeOnSettings, Caller } from '../front-door.js';
import type { Fact } from '../journal.js';
import type { LiveSettings } from '../live.js';
import { LivingPlatform, services } from '../living-platform.js';
import type { Life } from '../world.js';
import { Cable } from './cable.js';
import type { Reach } from './faults.js';

/** As the supervisor's page shows them. */
interface Dispositions {
  readonly disposition: string;
  readonly closures: number;
}

export interface MonthsSettings extends Pick<LiveSettings, 'seed' | 'from' | 'months' | 'closuresAMonth' | 'keen'> {
  /** What runs beside the services: portals, for whoever looks at the end. */
  readonly beside?: readonly AppName[];
  /** Called right after something was accepted and before anything came of it. */
  readonly between?: (day: string, step: string, reach: Reach) => Promise<void>;
  /** The last look at the platform, before it and its databases go. */
  readonly look?: (lived: LivedMonths) => Promise<void>;
}

/** What is left when the months are over, in a form that can be compared. */
export interface LivedMonths {
  readonly reports: readonly ReportContent[];
  readonly dispositions: readonly Dispositions[];
  readonly sumHolds: boolean;
  readonly facts: readonly Fact[];
  /** References of messages to people that a provider took more than once. */
  readonly sentTwice: readonly string[];
  readonly lives: readonly Life[];
  readonly world: LivingPlatform;
}

/**
 * Lives through simulated months, after a backlog of three, on a platform of its own that ends with them. Staff are many: with sixty
 * calls a day, as the settings have it, who of a backlog is called today would depend on who arrived first.
 */
export async function liveMonths({ beside = [], between, look, ...settings }: MonthsSettings): Promise<LivedMonths> {
  const cables = new Map<AppName, Cable>();
  let world: LivingPlatform | undefined;
  try {
    for (const service of services) cables.set(service, await Cable.to(readStackEnv().postgres.port));
    world = await LivingPlatform.start({
      begins: londonInstant(`${settings.from}-01`, 0),
      only: [...services, ...beside],
      databasePort: (app) => cables.get(app)?.port,
    });
    const { platform, doors } = world;
    const reach: Reach = { platform, cables, providers: world.providers, now: () => world!.now };
    await agreeOnSettings(doors, { tasksPerDay: 1000 }, 'more staff for the first months');
    const { lives, facts, lastDay } = await world.live({
      ...settings,
      between: async (day, step) => between?.(day, step, reach),
    });
    const mp = new Caller('mp-peckham', doors.reporting);
    const { reports } = await mp.get<{ reports: ReportSummary[] }>('/v1/reports');
    const view = await new Caller('vs-lead-1', doors.surveyDelivery).get<{
      dispositions: Dispositions[];
      sum: { holds: boolean } | null;
    }>(`/v1/supervisor?from=2000-01&to=${monthOf(lastDay)}`);
    const lived: LivedMonths = {
      reports: await Promise.all(
        reports.map(async ({ id }) => (await mp.get<{ content: ReportContent }>(`/v1/reports/${id}`)).content),
      ),
      dispositions: view.dispositions.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
      sumHolds: view.sum?.holds === true,
      facts,
      sentTwice: takenTwice(world.providers, lives),
      lives,
      world,
    };
    await look?.(lived);
    return lived;
  } finally {
    await world?.stop();
    await Promise.all([...cables.values()].map((cable) => cable.close()));
  }
}

/** Notices to offices are left out: their mail server knows a second one by its id. */
function takenTwice({ mailbox, post }: LivingPlatform['providers'], lives: readonly Life[]): string[] {
  const people = new Set(lives.map(({ person }) => person.email));
  const mails = mailbox.all().flatMap(({ reference, to }) => (people.has(to) ? [reference] : []));
  return [...mails.filter((one, i) => mails.indexOf(one) !== i), ...post.takenTwice()];
}
